import type { TemplateValue } from '../finding/patch.ts';
import type { RoleReference } from '../iam/role.ts';
import type { Scope } from '../resolve/scope.ts';
import { type Text, tokenOf } from '../resolve/text.ts';
import type { Expression } from '../template/expression.ts';
import { wouldCircle } from './circle.ts';
import { type Gap, keyOf } from './gap.ts';
import { grantStatements } from './grant-statements.ts';
import { type Guarding, guarded } from './guard.ts';
import { guardingOfGrant, guardingWithStream } from './hold-back.ts';
import { ARN_TO_FILL_IN, keyArnValue, REGIONAL } from './key-arn.ts';
import { heldChoice, isShared } from './key-choice.ts';

/**
 * The statement that grants what is lacking, or the statements, as they are written in a stack: the stream's own, where
 * they are held back as an edit of the role would hold them, or another one, or (null) one that nobody read.
 */
export function statementToPaste(gap: Gap, stack: Scope | null = gap.analysis.scope): TemplateValue {
  const { guarding, arn } = heldIn(gap, stack);
  const statements = grantStatements(gap.actions, arn, gap.conditions, null).map((each) => guarded(guarding, each));
  const [first, ...others] = statements;
  return first !== undefined && others.length === 0 ? first : statements;
}

interface Held {
  readonly guarding: Guarding;
  readonly arn: TemplateValue;
}

/** A program says by itself when it grants. */
function heldIn(gap: Gap, stack: Scope | null): Held {
  const { scope } = gap.analysis;
  const { role } = gap.branch;
  const arn = arnIn(gap, stack);
  const isHere = role.kind === 'role' && role.scope === stack && stack === scope;
  if (!isHere || scope.template.provenance === 'cdk') return { guarding: { kind: 'none' }, arn };
  const place = scope.exists(role.resource.logicalId);
  const choice = isShared(gap) ? heldChoice(gap, place) : null;
  if (choice !== null) return { ...choice, arn: choice.choice };
  const guarding = guardingOfGrant(gap, place);
  if (guarding.kind !== 'impossible') return { guarding, arn };
  // Where this key alone can not be told, which of the stream's keys it is may be; else it goes with the stream at least.
  const held = heldChoice(gap, place);
  return held === null ? { guarding: guardingWithStream(gap, place), arn } : { ...held, arn: held.choice };
}

/** What stands for one stack's resources means nothing in another. */
function arnIn(gap: Gap, stack: Scope | null): TemplateValue {
  const { scope } = gap.analysis;
  const { key } = gap.branch;
  if (stack === scope) return keyArnValue(gap) ?? ARN_TO_FILL_IN;
  const resource = key.kind === 'key' ? key.resource : null;
  if (resource !== null && stack !== null && scope.family.stackOf(resource) === stack)
    return { 'Fn::GetAtt': [resource.logicalId, 'Arn'] };
  const arn = keyArnValue(gap);
  return typeof arn === 'string' ? arn : (arnHanded(gap, stack) ?? ARN_TO_FILL_IN);
}

/** The parameter by which the stream's stack hands the key's ARN or id to one that it nests, as a Ref or in a Sub. */
function arnHanded({ analysis, branch }: Gap, stack: Scope | null): TemplateValue | null {
  const { scope } = analysis;
  const { key } = branch;
  const given = stack?.nesting?.parent === scope ? stack.nesting.parameters : null;
  if (key.kind !== 'key' || given?.kind !== 'map') return null;
  const { arn, id } = key.identity;
  const named = (text: Text) => [...given.entries].find(([, value]) => isText(scope, value, text))?.[0] ?? null;
  const holdingArn = named(arn);
  if (holdingArn !== null) return { Ref: holdingArn };
  const holdingId = id === null ? null : named(id);
  return holdingId === null ? null : { 'Fn::Sub': `${REGIONAL}:key/\${${holdingId}}` };
}

function isText(scope: Scope, value: Expression, text: Text): boolean {
  const [only, ...others] = scope.resolve(value);
  return others.length === 0 && only?.value.kind === 'text' && tokenOf(only.value) === tokenOf(text);
}

/** Where a role of another stack stands, as a clause. */
export function standsElsewhere(role: Extract<RoleReference, { kind: 'role' }>): string {
  return `${role.resource.logicalId} stands in ${role.scope.template.file.path}`;
}

/** What to do in the stack of a role that this one nests, as a clause. */
export function toAddThere(gap: Gap, role: Extract<RoleReference, { kind: 'role' }>): string {
  const { nesting } = role.scope;
  const key = keyOf(gap);
  if (nesting === null || key === null || arnIn(gap, role.scope) !== ARN_TO_FILL_IN) return 'add there';
  if (wouldCircle(gap.analysis.scope, nesting.resource.logicalId, key.logicalId)) return 'add there';
  return `hand ${nesting.resource.logicalId} the ARN of ${gap.branch.key.label} as a parameter, and add there`;
}
