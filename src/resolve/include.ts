import { type Expression, entry, literalText } from '../template/expression.ts';
import { readFragment } from '../template/read.ts';
import type { Scope } from './scope.ts';
import { localPath } from './surroundings.ts';
import { always, type Guarded, type Shape, unknown } from './value.ts';

/**
 * A transform inside the template: the file that AWS::Include names when it is in the repository, else unknown.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-include.html
 */
export function transform(scope: Scope, argument: Expression): Guarded<Shape> {
  const name = literalText(entry(argument, 'Name')) ?? 'of another name';
  const location = literalText(entry(entry(argument, 'Parameters'), 'Location'));
  const path = name === 'AWS::Include' && location !== null ? localPath(scope.template.file.path, location) : null;
  if (path === null) return always(unknown(`the transform ${name}${location === null ? '' : ` of ${location}`}`));
  const file = scope.family.surroundings.get(path);
  if (file === 'unread') scope.family.want({ path, why: 'include' });
  const fragment = typeof file === 'string' ? null : readFragment(file);
  return fragment === null ? always(unknown(`the included file ${path}`)) : scope.resolve(fragment);
}
