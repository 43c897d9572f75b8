import {
  type CodeExpression,
  type Entry,
  elementsIn,
  readArguments,
  readExpression,
  type Step,
} from './code-expression.ts';
import { closingAt, expressionEnd } from './code-spans.ts';
import type { Code, Span } from './code-variables.ts';

/** Something that the code puts into an object, and where in it that is looked for. */
export interface Change {
  readonly value: CodeExpression;
  readonly path: readonly Step[];
}

const UNREAD: CodeExpression = { kind: 'unread' };

/**
 * What the code puts into an object at the path or above it, or what may do so; `object` is a pattern for what the code
 * calls the object.
 */
export function changesIn(all: Code, object: string, path: readonly Step[]): readonly Change[] {
  const own = `(?<![\\w$.])${object}`;
  const updates = placesOf(all, `${own}\\.update\\(`).map((found): Change => {
    const from = found.index + found[0].length;
    return { value: updateOf(all, [from, closingAt(all.code, from)]), path };
  });
  const isMerged = placesOf(all, `\\b(?:assign|merge|defaults|extend)\\(\\s{0,9}${object}`).length > 0;
  return [...assignments(all, own, path), ...updates, ...(isMerged ? [{ value: UNREAD, path }] : [])];
}

const LOOK_UPS = '(?:\\s{0,9}\\.\\s{0,9}[\\w$]+|[ \\t]{0,9}\\[[^\\]\\n]{0,99}\\]){1,9}';

/** `object.Key = value`, `object['Stream'][name] = value`, `object.Key += value`. */
function assignments(all: Code, own: string, path: readonly Step[]): readonly Change[] {
  const into = `${own}(${LOOK_UPS})\\s{0,9}([-+*/%&^@]{1,3})?=(?![=>])`;
  return placesOf(all, into).flatMap((found): readonly Change[] => {
    const [whole, lookUps = '', operator] = found;
    const way = stepsIn(lookUps);
    const other = way.findIndex((step, index) => step !== path[index]);
    if (other >= 0 && way[other] !== null) return [];
    const from = found.index + whole.length;
    const isRead = other < 0 && operator === undefined;
    const value = isRead ? readExpression(all, [from, expressionEnd(all.code, from)]) : UNREAD;
    return [{ value, path: path.slice(way.length) }];
  });
}

/** Where a pattern holds that begins with a sign of the code; the strings that it may go over are not blanked. */
function placesOf({ text, code }: Code, pattern: string): readonly RegExpExecArray[] {
  return [...text.matchAll(new RegExp(pattern, 'g'))].filter(({ index }) => code[index] === text[index]);
}

/** Null for a step that the code computes. */
function stepsIn(lookUps: string): readonly (string | null)[] {
  const found = lookUps.matchAll(/\.\s*([\w$]+)|\[\s*(?:(['"`])([^'"`]*)\2\s*\]|[^\]]*\])/g);
  return [...found].map(([, member, , string]) => member ?? string ?? null);
}

/** What `update` of Python takes over. */
function updateOf(all: Code, inside: Span): CodeExpression {
  if (all.language !== 'python') return UNREAD;
  const entries = elementsIn(all.code, inside).flatMap((span): readonly Entry[] => {
    if (/^\s*(?:\*\*|\w+\s*=(?!=))/.test(all.code.slice(...span))) return readArguments(all, span);
    return [{ name: null, isSpread: true, value: readExpression(all, span) }];
  });
  return { kind: 'object', entries };
}
