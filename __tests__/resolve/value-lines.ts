import type { Scope } from '../../src/resolve/scope.ts';
import type { Text } from '../../src/resolve/text.ts';
import type { Guarded, Shape } from '../../src/resolve/value.ts';
import { whenText } from '../../src/resolve/when.ts';
import { ALWAYS } from '../../src/resolve/world.ts';

function textLine({ pieces }: Text): string {
  const parts = pieces.map((piece) => {
    if (typeof piece === 'string') return piece;
    const { token, label, alphabet, begins, distinctClass, outside, foreign } = piece;
    const start = begins === undefined ? null : `begins ${begins}`;
    const marks = [alphabet, start, distinctClass, outside ? 'outside' : null, foreign === true ? 'foreign' : null];
    return `<${token.replaceAll('\0', '|')}: ${label}; ${marks.filter((mark) => mark !== null).join(', ')}>`;
  });
  return `"${parts.join('')}"`;
}

function shapeLines(scope: Scope, shape: Shape, indent: string): readonly string[] {
  if (shape.kind === 'text') return [textLine(shape)];
  if (shape.kind === 'unknown') return [`unknown: ${shape.reason}`];
  if (shape.kind === 'absent') return ['absent'];
  const below = `${indent}  `;
  const parts =
    shape.kind === 'list'
      ? shape.items.map((item) => ['-', item] as const)
      : [...shape.entries].map(([key, value]) => [`${key}:`, value] as const);
  return [shape.kind, ...parts.flatMap(([name, value]) => valueLines(scope, scope.resolve(value), `${below}${name} `))];
}

/** Each alternative on a line of its own, with the conditions under which it is taken; what is inside it below. */
export function valueLines(scope: Scope, values: Guarded<Shape>, indent: string): readonly string[] {
  return values.flatMap(({ guard, value }) => {
    const when = whenText(scope, guard, ALWAYS);
    const [first = '', ...others] = shapeLines(scope, value, indent.replace(/[^ ]/g, ' '));
    return [`${indent}${when === null ? '' : `when ${when}: `}${first}`, ...others];
  });
}
