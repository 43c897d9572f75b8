// Questions about patterns with `*` and `?`, for the generator only.

/**
 * Whether some text matches both patterns. Works through all pairs of positions, so it takes the product of the lengths.
 * @param {string} a
 * @param {string} b
 */
export function overlap(a, b) {
  const seen = new Map();
  const at = (i, j) => {
    const key = i * (b.length + 1) + j;
    if (!seen.has(key)) seen.set(key, step(i, j));
    return seen.get(key);
  };
  const step = (i, j) => {
    if (i === a.length && j === b.length) return true;
    if (a[i] === '*') return at(i + 1, j) || (j < b.length && at(i, j + 1));
    if (b[j] === '*') return at(i, j + 1) || (i < a.length && at(i + 1, j));
    if (i === a.length || j === b.length) return false;
    return (a[i] === b[j] || a[i] === '?' || b[j] === '?') && at(i + 1, j + 1);
  };
  return at(0, 0);
}

/** @param {string | string[] | undefined} value */
export const listOf = (value) => (value === undefined ? [] : [value].flat());

/** Action names are compared without regard to case. */
export const actionsOverlap = (a, b) => overlap(a.toLowerCase(), b.toLowerCase());

/** What a policy variable stands for is not known here, so it may be anything. */
export const withoutVariables = (pattern) => pattern.replace(/\$\{[^}]*\}/g, '*');
