import { type CodeExpression, readExpression } from './code-expression.ts';
import type { CodeFunction } from './code-functions.ts';
import { elementsIn } from './code-parts.ts';
import type { Code, Span } from './code-variables.ts';

/** What a call gives to a parameter, by its name in Python or by its place, or else its default; null where there is neither. */
export function argumentAt(
  all: Code,
  of: CodeFunction,
  call: Span,
  name: string,
  index: number,
  otherwise: CodeExpression | null,
): CodeExpression | null {
  const { code, language } = all;
  const elements = elementsIn(code, call);
  if (elements.some((span) => /^\s*(?:\*(?!\*)|\.\.\.)/.test(code.slice(...span)))) return { kind: 'unread' };
  if (language !== 'python') {
    const span = elements[index];
    return span === undefined ? otherwise : readExpression(all, span);
  }
  const isNamed = (span: Span) => /^\s*([A-Za-z_]\w*)\s*=(?!=)/.exec(code.slice(...span));
  const named = elements.find((span) => isNamed(span)?.[1] === name);
  if (named !== undefined) return readExpression(all, [named[0] + (isNamed(named)?.[0].length ?? 0), named[1]]);
  const first = of.parameters[0];
  const isMethod = first !== undefined && /^\s*(?:self|cls)\s*$/.test(code.slice(...first));
  const spread = (span: Span) => /^\s*\*\*/.exec(code.slice(...span))?.[0];
  const placed = elements.filter((each) => isNamed(each) === null && spread(each) === undefined);
  const span = placed[isMethod ? index - 1 : index];
  if (span !== undefined) return readExpression(all, span);
  // What `**` hands on goes to the parameters that have the names of its keys.
  const handed = elements.flatMap(([start, end]): readonly CodeExpression[] => {
    const stars = spread([start, end]);
    return stars === undefined ? [] : [{ kind: 'member', of: readExpression(all, [start + stars.length, end]), name }];
  });
  if (handed.length === 0) return otherwise;
  return { kind: 'first', of: otherwise === null ? handed : [...handed, otherwise] };
}
