import type { TemplateValue } from '../finding/patch.ts';
import { rolesNamedBy } from '../iam/role.ts';
import { asSpoken, literalOf } from '../resolve/text.ts';
import { literalText } from '../template/expression.ts';
import { property } from '../template/template.ts';
import type { Gap } from './gap.ts';
import { toValue } from './template-value.ts';

/**
 * What names the role in the `Roles` of a policy of the stream's own template: a Ref, the literal name of a role that
 * stands elsewhere, or the end of the ARN by which the function has it. Null where nothing here leads to the role.
 */
export function roleName({ analysis, branch }: Gap): TemplateValue | null {
  const { role, caller } = branch;
  if (role.kind !== 'role') return literalOf(asSpoken(role.identity.name));
  if (role.scope === analysis.scope) return { Ref: role.resource.logicalId };
  const [name, ...otherNames] = role.scope.ref(role.resource.logicalId);
  const literal = name?.value.kind === 'text' && otherNames.length === 0 ? literalOf(asSpoken(name.value)) : null;
  if (literal !== null) return literal;
  const given =
    caller.function === null || caller.functionScope !== analysis.scope ? null : property(caller.function, 'Role');
  const [only, ...others] = given === null ? [] : rolesNamedBy(analysis.scope, given);
  if (given === null || others.length > 0 || only?.value.kind !== 'role') return null;
  const arn = toValue(given);
  const slashes = slashesBeforeName(property(role.resource, 'Path'));
  if (only.value.resource !== role.resource || arn === null || slashes === null) return null;
  return { 'Fn::Select': [slashes, { 'Fn::Split': ['/', arn] }] };
}

/** `arn:…:role/name` has one; a path adds its own. Null for a path that is not written out. */
function slashesBeforeName(path: ReturnType<typeof property>): number | null {
  if (path === null) return 1;
  const text = literalText(path);
  return text === null ? null : (text.match(/\//g)?.length ?? 1);
}
