import type { TemplateValue } from '../finding/patch.ts';
import { type RoleReference, rolesNamedBy } from '../iam/role.ts';
import { asSpoken, literalOf, type Text, tokenOf } from '../resolve/text.ts';
import type { Guarded, Shape } from '../resolve/value.ts';
import { literalText } from '../template/expression.ts';
import { property, type Resource } from '../template/template.ts';
import type { Gap } from './gap.ts';
import { toValue } from './template-value.ts';

/**
 * What names the role in the `Roles` of a policy of the stream's own template: a Ref, the literal name of a role that
 * stands elsewhere, the end of the ARN by which the function has it, or what the nested stack in which it stands hands
 * out. Null where nothing here leads to the role.
 */
export function roleName(gap: Gap): TemplateValue | null {
  const { role } = gap.branch;
  if (role.kind !== 'role') return literalOf(asSpoken(role.identity.name));
  if (role.scope === gap.analysis.scope) return { Ref: role.resource.logicalId };
  const name = soleText(role.scope.ref(role.resource.logicalId));
  const literal = name === null ? null : literalOf(asSpoken(name));
  return literal ?? byFunction(gap, role) ?? byOutput(gap, role);
}

type RoleRead = Extract<RoleReference, { kind: 'role' }>;

/** The end of the ARN that the function is given. */
function byFunction({ analysis, branch: { caller } }: Gap, role: RoleRead): TemplateValue | null {
  const given =
    caller.function === null || caller.functionScope !== analysis.scope ? null : property(caller.function, 'Role');
  const [only, ...others] = given === null ? [] : rolesNamedBy(analysis.scope, given);
  if (given === null || others.length > 0 || only?.value.kind !== 'role') return null;
  const arn = toValue(given);
  return only.value.resource !== role.resource || arn === null ? null : endOf(arn, role.resource);
}

/** What the nested stack hands out: the name, else the end of the ARN. */
function byOutput({ analysis: { scope } }: Gap, role: RoleRead): TemplateValue | null {
  const { nesting, template } = role.scope;
  if (nesting?.parent !== scope) return null;
  const stack = nesting.resource.logicalId;
  const handing = (wanted: Guarded<Shape>) => {
    const text = soleText(wanted);
    const found = [...template.outputs].find(([name, { condition }]) => {
      const given = condition === null ? soleText(scope.getAtt(stack, `Outputs.${name}`)) : null;
      return text !== null && given !== null && tokenOf(given) === tokenOf(text);
    });
    return found === undefined ? null : { 'Fn::GetAtt': [stack, `Outputs.${found[0]}`] };
  };
  const arn = handing(role.scope.getAtt(role.resource.logicalId, 'Arn'));
  return handing(role.scope.ref(role.resource.logicalId)) ?? (arn === null ? null : endOf(arn, role.resource));
}

function soleText([only, ...others]: Guarded<Shape>): Text | null {
  return only?.value.kind === 'text' && others.length === 0 ? only.value : null;
}

/** The name in a role's ARN. */
function endOf(arn: TemplateValue, role: Resource): TemplateValue | null {
  const slashes = slashesBeforeName(property(role, 'Path'));
  return slashes === null ? null : { 'Fn::Select': [slashes, { 'Fn::Split': ['/', arn] }] };
}

/** `arn:…:role/name` has one; a path adds its own. Null for a path that is not written out. */
function slashesBeforeName(path: ReturnType<typeof property>): number | null {
  if (path === null) return 1;
  const text = literalText(path);
  return text === null ? null : (text.match(/\//g)?.length ?? 1);
}
