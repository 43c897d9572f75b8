import picomatch from 'picomatch';

/** Names that a template can have; a folder's templates are told by content, a pull request's are fetched by name. */
const TEMPLATE_NAMES = /\.(ya?ml|json|template|cfn|sam|txt)$/i;

/**
 * Which changed paths are looked at: those with a name that a template can have, and, when globs are given, only those
 * that one of them matches. A glob that starts with ! takes paths away again; the last glob that matches decides.
 */
export function pathFilter(globs: readonly string[]): (path: string) => boolean {
  if (globs.length === 0) return (path) => TEMPLATE_NAMES.test(path);
  const tests = globs.map((glob) => {
    const negated = glob.startsWith('!');
    return { negated, matches: picomatch(negated ? glob.slice(1) : glob, { dot: true }) };
  });
  const startsWithEverything = tests[0]?.negated === true;
  return (path) => {
    const last = tests.findLast(({ matches }) => matches(path));
    return last === undefined ? startsWithEverything && TEMPLATE_NAMES.test(path) : !last.negated;
  };
}
