import { type Expression, entry, literalText } from './expression.ts';
import { property, type Resource, type Template } from './template.ts';

/** What a value that is only known at deployment counts for (design 2.5). */
const UNRESOLVED = 100;

const sizes = new WeakMap<Expression, number>();

/** The characters of a policy document as IAM counts them: its JSON without white space. */
function policySize(expression: Expression): number {
  // Only what has an anchor can be met again, and then without end.
  if (expression.node.anchor === null) return sizeOf(expression);
  const size = sizes.get(expression) ?? sizeOf(expression);
  sizes.set(expression, size);
  return size;
}

function sizeOf(expression: Expression): number {
  switch (expression.kind) {
    case 'literal':
      return lengthWithoutBlanks(expression.text) + 2;
    case 'list':
      return 2 + sum(expression.items.map((item) => policySize(item) + 1));
    case 'map': {
      let size = 2;
      for (const [key, value] of expression.entries) size += key.length + 4 + policySize(value);
      return size;
    }
    case 'intrinsic':
      return intrinsicSize(expression);
  }
}

/** A Sub is at least as long as it is written, the names of what it puts in standing for that. */
function intrinsicSize({ name, argument }: Expression & { kind: 'intrinsic' }): number {
  const items = argument.kind === 'list' ? argument.items : [argument];
  if (name === 'Fn::If') return Math.max(0, ...items.slice(1).map(policySize));
  const [first] = items;
  const isWritten = name === 'Fn::Sub' && first?.kind === 'literal';
  return isWritten ? Math.max(UNRESOLVED, policySize(first)) : UNRESOLVED;
}

function lengthWithoutBlanks(text: string): number {
  return /\s/.test(text) ? text.replace(/\s/g, '').length : text.length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

const embedded = new WeakMap<Template, ReadonlyMap<string, ReadonlySet<Resource>>>();

/** The policy resources of a template by how they name a role, looked for once for all its roles. */
function embeddedIn(template: Template): ReadonlyMap<string, ReadonlySet<Resource>> {
  const known = embedded.get(template);
  if (known !== undefined) return known;
  const found = new Map<string, Set<Resource>>();
  for (const resource of template.resources.values()) {
    for (const item of rolesOf(resource)) {
      const isRef = item?.kind === 'intrinsic' && item.name === 'Ref';
      const name = isRef ? refTo(literalText(item.argument) ?? '') : literalText(item);
      if (name !== null) found.set(name, (found.get(name) ?? new Set()).add(resource));
    }
  }
  embedded.set(template, found);
  return found;
}

/** No role's name looks like that. */
function refTo(logicalId: string): string {
  return `!Ref ${logicalId}`;
}

/** What stands where an AWS::IAM::Policy or RolePolicy names its roles. */
function rolesOf(policy: Resource): readonly (Expression | null)[] {
  const listed = policy.type === 'AWS::IAM::Policy' ? property(policy, 'Roles') : null;
  const single = policy.type === 'AWS::IAM::RolePolicy' ? property(policy, 'RoleName') : null;
  return listed?.kind === 'list' ? listed.items : [single];
}

/**
 * The documents that count against a role's limit, in characters: its own inline policies, and those of the policy
 * resources that name it, which IAM embeds in the role just the same.
 */
function embeddedSize(template: Template, role: Resource): number {
  const policies = property(role, 'Policies');
  const items = policies === null ? [] : policies.kind === 'list' ? policies.items : [policies];
  const own = items.map((item) => policySize(entry(item, 'PolicyDocument') ?? item));
  const found = embeddedIn(template);
  const names = [refTo(role.logicalId), literalText(property(role, 'RoleName'))];
  const others = new Set(names.flatMap((name) => (name === null ? [] : [...(found.get(name) ?? [])])));
  return sum([...own, ...[...others].map(documentSize)]);
}

function documentSize(resource: Resource): number {
  const document = property(resource, 'PolicyDocument');
  return document === null ? 0 : policySize(document);
}

/** The most that IAM takes: inline documents of a role together, and one managed policy. */
const INLINE_LIMIT = 10_240;
const MANAGED_LIMIT = 6_144;
const RESOURCE_LIMIT = 500;
/** Bytes of a template; a larger one has to be uploaded to S3 first. */
const BODY_LIMIT = 51_200;

/**
 * Which limit of IAM or CloudFormation a template breaks that it did not break before, as a clause; null for none.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function brokenLimit(before: Template, after: Template): string | null {
  for (const resource of after.resources.values()) {
    const size = limitedSize(after, resource);
    const was = before.resources.get(resource.logicalId);
    if (size === null || size.characters <= size.limit) continue;
    if (was === undefined || (limitedSize(before, was)?.characters ?? 0) < size.characters) {
      const room = resource.type === 'AWS::IAM::Role' ? ', and a managed policy that names the role has room' : '';
      return `${size.what} of ${resource.logicalId} would exceed ${size.limit} characters${room}`;
    }
  }
  if (after.resources.size > Math.max(RESOURCE_LIMIT, before.resources.size)) return 'it would exceed 500 resources';
  return null;
}

/** Whether a template that could be handed to CloudFormation as it is has to be uploaded to S3 once it is edited. */
export function comesToNeedS3(before: string, after: string): boolean {
  const bytes = (text: string) => new TextEncoder().encode(text).length;
  return bytes(before) <= BODY_LIMIT && bytes(after) > BODY_LIMIT;
}

interface LimitedSize {
  readonly what: string;
  readonly characters: number;
  readonly limit: number;
}

function limitedSize(template: Template, resource: Resource): LimitedSize | null {
  if (resource.type === 'AWS::IAM::Role') {
    return { what: 'the inline policies', characters: embeddedSize(template, resource), limit: INLINE_LIMIT };
  }
  if (resource.type !== 'AWS::IAM::ManagedPolicy') return null;
  return { what: 'the document', characters: documentSize(resource), limit: MANAGED_LIMIT };
}
