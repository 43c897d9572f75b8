import { type Expression, entry, type Intrinsic, literalText, toExpression } from '../template/expression.ts';
import { readFragment, readFragmentMap } from '../template/fragments.ts';
import { readWithIncluded } from '../template/read.ts';
import type { Template } from '../template/template.ts';
import { writtenEntries } from '../template/transforms.ts';
import type { Scope } from './scope.ts';
import { localPath, type Surroundings, type Wanted } from './surroundings.ts';
import { always, type Guarded, type Shape, unknown } from './value.ts';

/**
 * A transform inside the template: the file that AWS::Include names when it is in the repository, else unknown.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-include.html
 */
export function transform(scope: Scope, { argument, node }: Intrinsic): Guarded<Shape> {
  const name = literalText(entry(argument, 'Name')) ?? 'of another name';
  const location = literalText(entry(entry(argument, 'Parameters'), 'Location'));
  const path = name === 'AWS::Include' && location !== null ? localPath(scope.template.file.path, location) : null;
  if (path === null) return always(unknown(`the transform ${name}${location === null ? '' : ` of ${location}`}`));
  const file = scope.family.surroundings.get(path);
  if (file === 'unread') scope.family.want({ path, why: 'include' });
  const root = typeof file === 'string' ? null : readFragment(file);
  if (root === null) return always(unknown(`the included file ${path}`));
  const beside = writtenEntries(node) ?? new Map<string, Expression>();
  const fragment = toExpression(root);
  if (beside.size === 0) return scope.resolve(fragment);
  if (fragment.kind !== 'map') return always(unknown(`the included file ${path} among other entries`));
  return always({ kind: 'map', entries: new Map([...fragment.entries, ...beside]) });
}

const whole = new WeakMap<Surroundings, Map<Template, { readonly template: Template; readonly wanted: Wanted[] }>>();

/** A template with the local files that its resources include, and those of them that are still to be read. */
export function withIncluded(
  template: Template,
  surroundings: Surroundings,
): { readonly template: Template; readonly wanted: readonly Wanted[] } {
  const known = whole.get(surroundings) ?? new Map();
  whole.set(surroundings, known);
  const made = known.get(template) ?? include(template, surroundings);
  known.set(template, made);
  return made;
}

function include(template: Template, surroundings: Surroundings) {
  const wanted: Wanted[] = [];
  const read = readWithIncluded(template, (location) => {
    const path = localPath(template.file.path, location);
    const file = path === null ? 'absent' : surroundings.get(path);
    if (path !== null && file === 'unread') wanted.push({ path, why: 'include' });
    return typeof file === 'string' ? null : readFragmentMap(file);
  });
  return { template: read, wanted };
}
