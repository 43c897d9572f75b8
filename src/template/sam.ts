import { type Expression, entry, intrinsic, list, literal, literalText, type MapExpression } from './expression.ts';
import { type LogicalId, property, type Resource } from './template.ts';

const FUNCTION = 'AWS::Serverless::Function';
const BASIC = 'service-role/AWSLambdaBasicExecutionRole';
const VPC = 'service-role/AWSLambdaVPCAccessExecutionRole';
const XRAY = 'AWSXrayWriteOnlyAccess';

/**
 * Replaces each AWS::Serverless::Function by the AWS::Lambda::Function that it becomes and the AWS::IAM::Role that
 * SAM makes for it, so that nothing later needs to know SAM. Everything made points at the function's own text.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-function.html
 */
export function expandServerless(
  resources: ReadonlyMap<LogicalId, Resource>,
  globals: Expression | null,
): ReadonlyMap<LogicalId, Resource> {
  const expanded = new Map<LogicalId, Resource>();
  const defaults = entry(globals, 'Function');
  for (const resource of resources.values()) {
    if (resource.type !== FUNCTION) {
      expanded.set(resource.logicalId, resource);
      continue;
    }
    expanded.set(resource.logicalId, lambdaFunction(resource, defaults));
    const role = implicitRole(resource, defaults);
    if (role !== null && !resources.has(role.logicalId)) expanded.set(role.logicalId, role);
    for (const made of aliasAndVersion(resource, defaults)) {
      if (!resources.has(made.logicalId)) expanded.set(made.logicalId, made);
    }
  }
  return expanded;
}

function withDefault(resource: Resource, defaults: Expression | null, name: string): Expression | null {
  return property(resource, name) ?? entry(defaults, name);
}

function lambdaFunction(resource: Resource, defaults: Expression | null): Resource {
  const entries = new Map<string, Expression>();
  if (resource.properties?.kind === 'map') {
    for (const [name, value] of resource.properties.entries) entries.set(name, value);
  }
  const environment = mergeEnvironment(entry(defaults, 'Environment'), property(resource, 'Environment'), resource);
  if (environment !== null) entries.set('Environment', environment);
  const inline = withDefault(resource, defaults, 'InlineCode');
  const code = withDefault(resource, defaults, 'CodeUri');
  if (inline !== null) entries.set('Code', map([['ZipFile', inline]], resource));
  else if (code !== null) entries.set('Code', code);
  for (const name of INHERITED) {
    const value = withDefault(resource, defaults, name);
    if (value !== null) entries.set(name, value);
  }
  const layers = [entry(defaults, 'Layers'), property(resource, 'Layers')].flatMap((value) => listItems(value));
  if (layers.length > 0) entries.set('Layers', list(layers, resource.node));
  entries.set('Role', roleOf(resource));
  return {
    ...resource,
    type: 'AWS::Lambda::Function',
    properties: { kind: 'map', entries, node: resource.node },
    samFunction: resource.logicalId,
  };
}

/** Properties that a function has from Globals where it has none of its own. */
const INHERITED = ['Handler', 'Runtime', 'DeadLetterQueue', 'EventInvokeConfig', 'KmsKeyArn', 'SnapStart'] as const;

/** SAM merges maps of Globals key by key; the function's own keys win. */
function mergeEnvironment(base: Expression | null, own: Expression | null, resource: Resource): Expression | null {
  const inherited = entry(base, 'Variables');
  const written = entry(own, 'Variables');
  if (inherited?.kind !== 'map') return own;
  if (written !== null && written.kind !== 'map') return own;
  const variables = new Map([...inherited.entries, ...(written?.entries ?? [])]);
  return map([['Variables', { kind: 'map', entries: variables, node: (written ?? inherited).node }]], resource);
}

function map(entries: readonly [string, Expression][], resource: Resource): MapExpression {
  return { kind: 'map', entries: new Map(entries), node: resource.node };
}

/** The role of a function: the one it names, else the one SAM makes, also as the other branch of an Fn::If. */
function roleOf(resource: Resource): Expression {
  const made = getAttArn(`${resource.logicalId}Role`, resource);
  const given = property(resource, 'Role');
  if (given === null) return made;
  return replaceNoValue(given, made);
}

function replaceNoValue(given: Expression, made: Expression): Expression {
  if (isNoValue(given)) return made;
  if (given.kind !== 'intrinsic' || given.name !== 'Fn::If' || given.argument.kind !== 'list') return given;
  const [condition, yes, no] = given.argument.items;
  if (condition === undefined || yes === undefined || no === undefined) return given;
  const branches = [condition, replaceNoValue(yes, made), replaceNoValue(no, made)];
  return intrinsic('Fn::If', list(branches, given.argument.node), given.node);
}

function isNoValue(expression: Expression): boolean {
  return (
    expression.kind === 'intrinsic' && expression.name === 'Ref' && literalText(expression.argument) === 'AWS::NoValue'
  );
}

function getAttArn(logicalId: LogicalId, resource: Resource): Expression {
  const target = list([literal(logicalId, resource.node), literal('Arn', resource.node)], resource.node);
  return intrinsic('Fn::GetAtt', target, resource.node);
}

/** Null when the function names a role in every branch: SAM then drops the role it would make, policies and all. */
function implicitRole(resource: Resource, defaults: Expression | null): Resource | null {
  const given = property(resource, 'Role');
  if (given !== null && replaceNoValue(given, literal('', resource.node)) === given) return null;
  const managed: Expression[] = [managedPolicy(BASIC, resource)];
  if (withDefault(resource, defaults, 'VpcConfig') !== null) managed.push(managedPolicy(VPC, resource));
  const tracing = literalText(withDefault(resource, defaults, 'Tracing'));
  if (tracing === 'Active' || tracing === 'PassThrough') managed.push(managedPolicy(XRAY, resource));
  const inline: Expression[] = [];
  for (const item of listItems(property(resource, 'Policies'))) sortPolicy(item, resource, inline, managed);
  const entries: [string, Expression][] = [
    ['Policies', list(inline, resource.node)],
    ['ManagedPolicyArns', list(managed, resource.node)],
  ];
  const boundary = withDefault(resource, defaults, 'PermissionsBoundary');
  if (boundary !== null) entries.push(['PermissionsBoundary', boundary]);
  const path = withDefault(resource, defaults, 'RolePath');
  if (path !== null) entries.push(['Path', path]);
  return {
    ...resource,
    logicalId: `${resource.logicalId}Role`,
    type: 'AWS::IAM::Role',
    dependsOn: [],
    properties: map(entries, resource),
    samFunction: resource.logicalId,
  };
}

function managedPolicy(name: string, resource: Resource): Expression {
  return literal(`arn:aws:iam::aws:policy/${name}`, resource.node);
}

/** The items of a list; anything else is its own only item. */
function listItems(value: Expression | null): readonly Expression[] {
  if (value === null) return [];
  return value.kind === 'list' ? value.items : [value];
}

/** Puts one entry of `Policies` where SAM puts it: a document inline, a name or an ARN among the managed policies. */
function sortPolicy(item: Expression, resource: Resource, inline: Expression[], managed: Expression[]): void {
  if (item.kind === 'intrinsic' && item.name === 'Fn::If' && item.argument.kind === 'list') {
    const [condition, yes, no] = item.argument.items;
    if (condition === undefined || yes === undefined || no === undefined) return;
    for (const target of [inline, managed]) {
      const pick = (branch: Expression) => pickBranch(branch, resource, target === inline);
      target.push(intrinsic('Fn::If', list([condition, pick(yes), pick(no)], item.argument.node), item.node));
    }
    return;
  }
  const document = policyDocument(item, resource);
  if (document !== null) inline.push(document);
  else managed.push(managedPolicyOfName(item));
}

/**
 * One branch of an Fn::If over policies, a single one or a list, seen from the inline or from the managed list; nothing
 * where it is the other's.
 */
function pickBranch(branch: Expression, resource: Resource, wantInline: boolean): Expression {
  const nothing = intrinsic('Ref', literal('AWS::NoValue', branch.node), branch.node);
  const inline: Expression[] = [];
  const managed: Expression[] = [];
  for (const item of listItems(branch)) sortPolicy(item, resource, inline, managed);
  const [only = nothing, ...others] = wantInline ? inline : managed;
  return others.length === 0 ? only : list([only, ...others], branch.node);
}

/** The inline policy that a document or a policy template becomes, or null for a managed policy. */
function policyDocument(item: Expression, resource: Resource): Expression | null {
  if (item.kind !== 'map') return null;
  const named = (document: Expression) =>
    ({ kind: 'map', entries: new Map([['PolicyDocument', document]]), node: item.node }) satisfies MapExpression;
  if (item.entries.has('Statement')) return named(item);
  // A policy template: none of SAM's gives CreateGrant or DescribeKey, so it counts as an empty document.
  // https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-template-list.html
  return named(map([['Statement', list([], item.node)]], resource));
}

/** SAM turns names of managed policies into ARNs; an ARN or an intrinsic stays as it is. */
function managedPolicyOfName(item: Expression): Expression {
  const name = literalText(item);
  if (name === null || name.startsWith('arn:')) return item;
  return literal(`arn:aws:iam::aws:policy/${name}`, item.node);
}

/**
 * `AutoPublishAlias: live` makes `<Function>Aliaslive`, which `!Ref Function.Alias` names too, and a version whose own id
 * ends in a hash of the code.
 */
function aliasAndVersion(resource: Resource, defaults: Expression | null): readonly Resource[] {
  const alias = withDefault(resource, defaults, 'AutoPublishAlias');
  if (alias === null) return [];
  const ref = intrinsic('Ref', literal(resource.logicalId, resource.node), resource.node);
  const made = (logicalId: string, type: string): Resource => ({
    ...resource,
    logicalId,
    type,
    dependsOn: [],
    properties: map([['FunctionName', ref]], resource),
    samFunction: resource.logicalId,
  });
  const id = resource.logicalId;
  const name = literalText(alias);
  const aliases = [`${id}.Alias`, ...(name === null ? [] : [`${id}Alias${name}`])];
  return [
    ...aliases.map((logicalId) => made(logicalId, 'AWS::Lambda::Alias')),
    made(`${id}.Version`, 'AWS::Lambda::Version'),
  ];
}
