import type { ConstructCall } from '../finding/finding.ts';
import type { TemplateValue } from '../finding/patch.ts';
import { ACTIONS, type ActionName } from '../finding/stream-report.ts';
import { rolesNamedBy } from '../iam/role.ts';
import { property, type Resource } from '../template/template.ts';
import { CdkCode, type Language } from './cdk-code.ts';
import { type Construct, constructOf } from './construct.ts';
import type { Gap } from './gap.ts';
import { grantStatements } from './grant-statements.ts';
import { ARN_TO_FILL_IN, keyArnValue } from './key-arn.ts';
import { isMap } from './template-value.ts';

const LANGUAGES: readonly Language[] = ['typescript', 'python'];

/** Why there is no edit of CDK output, and where the program has to change instead: "add it", "narrow it". */
export function cdkReason(what: string, calls: readonly ConstructCall[]): string {
  const [first] = calls;
  const where = first === undefined ? 'in the program' : `in the program, to ${first.construct}`;
  return `the template is CDK output, which the next synthesis writes anew; ${what} ${where}`;
}

/** What the program has to call so that the role may do what is lacking; nothing where the output names no construct. */
export function grantCalls(gap: Gap, actions: readonly ActionName[] = gap.actions): readonly ConstructCall[] {
  const target = targetOf(gap);
  if (target === null) return [];
  const key = keyResource(gap);
  // In a program the key of another stack is a variable like any other.
  const own = key === null ? null : { 'Fn::GetAtt': [key.logicalId, 'Arn'] };
  const arn = own ?? keyArnValue(gap) ?? ARN_TO_FILL_IN;
  const statements = grantStatements(actions, arn, gap.conditions, null);
  return LANGUAGES.map((language) => ({
    language,
    construct: target.construct.path,
    code: code(gap, language, target, statements),
  }));
}

/** The calls for all that a stream needs, whatever is granted already. */
export function wholeGrantCalls(gap: Gap): readonly ConstructCall[] {
  return grantCalls(gap, ACTIONS);
}

function keyResource({ branch }: Gap): Resource | null {
  return branch.key.kind === 'key' ? branch.key.resource : null;
}

/** A construct, and the way in which it takes a statement for its role. */
interface Target {
  readonly construct: Construct;
  /** Members that lead from the construct to the method, in camel case. */
  readonly members: readonly string[];
  readonly method: string | null;
}

/**
 * Where a statement is given in the program: AwsCustomResource takes it for the function that it shares, a function for
 * its role (with CDK's Provider that is the handler which makes the call), a role for itself.
 * https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.custom_resources-readme.html
 */
function targetOf({ analysis, branch }: Gap): Target | null {
  const { role, caller } = branch;
  if (role.kind !== 'role') return null;
  const isOwnRole = caller.function !== null && runsUnder(analysis.scope, caller.function, role.resource);
  const bySdkCall = analysis.evidence.includes('sdk-call-json');
  if (isOwnRole && bySdkCall) {
    const construct = constructOf(analysis.customResource);
    if (construct !== null) return { construct, members: ['grantPrincipal'], method: 'addToPrincipalPolicy' };
  }
  const handler = isOwnRole && !bySdkCall && caller.function !== null ? constructOf(caller.function) : null;
  if (handler?.isHighLevel === true) return { construct: handler, members: [], method: 'addToRolePolicy' };
  const construct = constructOf(role.resource);
  if (construct === null) return null;
  return { construct, members: [], method: construct.isHighLevel ? 'addToPrincipalPolicy' : null };
}

function runsUnder(scope: Gap['analysis']['scope'], handler: Resource, role: Resource): boolean {
  const given = property(handler, 'Role');
  if (given === null) return false;
  return rolesNamedBy(scope, given).some(
    ({ value }) => value.kind === 'role' && value.resource.logicalId === role.logicalId,
  );
}

function code(gap: Gap, language: Language, target: Target, statements: readonly TemplateValue[]): string {
  const key = keyResource(gap);
  const keyConstruct = key === null ? null : constructOf(key);
  const writer = writerFor(gap, language);
  const { construct, members, method } = target;
  const variable = [construct.variable, ...members].map((member) => writer.name(member)).join('.');
  const written = statements
    .filter((statement) => isMap(statement))
    .map((statement) => writer.statement(statement, null));
  const waiting = method === null ? constructOf(gap.analysis.customResource) : null;
  const about = [construct, keyConstruct, waiting]
    .filter((each) => each !== null)
    .map((each) => `${writer.name(each.variable)} is ${each.path}`)
    .join(', ');
  if (method !== null) {
    const calls = written.map((statement) => writer.call(variable, method, statement));
    return [writer.comment(about), ...calls].join('\n');
  }
  return [writer.comment(about), ...lowLevelPolicy(gap, writer, variable, written)].join('\n');
}

/** A `CfnRole` takes no statements: a policy of its own, which the custom resource waits for. */
function lowLevelPolicy(
  { analysis }: Gap,
  writer: CdkCode,
  role: string,
  statements: readonly string[],
): readonly string[] {
  const customResource = constructOf(analysis.customResource);
  const policy = writer.policy(role, statements);
  if (customResource === null) return [policy];
  return [
    policy,
    writer.call(`${writer.name(customResource.variable)}.node`, 'addDependency', writer.name('dasKeyAccess')),
  ];
}

function writerFor(gap: Gap, language: Language): CdkCode {
  const key = keyResource(gap);
  const construct = key === null ? null : constructOf(key);
  return new CdkCode(language, (logicalId, write) => {
    if (construct === null || key?.logicalId !== logicalId) return null;
    return `${write(construct.variable)}.${write(construct.isHighLevel ? 'keyArn' : 'attrArn')}`;
  });
}

/** What the program has to call so that the key's policy leaves the actions to the account's IAM policies. */
export function keyPolicyCalls(gap: Gap): readonly ConstructCall[] {
  const key = keyResource(gap);
  const construct = key === null ? null : constructOf(key);
  if (construct === null || !construct.isHighLevel) return [];
  return LANGUAGES.map((language) => {
    const writer = writerFor(gap, language);
    const principals = language === 'typescript' ? '[new iam.AccountRootPrincipal()]' : '[iam.AccountRootPrincipal()]';
    const statement = writer.statement({ Action: [...gap.actions], Resource: '*' }, principals);
    const variable = writer.name(construct.variable);
    const about = writer.comment(`${variable} is ${construct.path}`);
    return {
      language,
      construct: construct.path,
      code: `${about}\n${writer.call(variable, 'addToResourcePolicy', statement)}`,
    };
  });
}

/** What the program has to call so that one resource is made before another. */
export function orderCalls(resource: Resource, first: Resource | null): readonly ConstructCall[] {
  const [later, earlier] = [constructOf(resource), first === null ? null : constructOf(first)];
  if (later === null || earlier === null) return [];
  return LANGUAGES.map((language) => {
    const writer = new CdkCode(language, () => null);
    const [variable, other] = [writer.name(later.variable), writer.name(earlier.variable)];
    const about = writer.comment(`${variable} is ${later.path}, ${other} is ${earlier.path}`);
    return {
      language,
      construct: later.path,
      code: `${about}\n${writer.call(`${variable}.node`, 'addDependency', other)}`,
    };
  });
}
