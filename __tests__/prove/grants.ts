import { longForm } from '../fix/model.ts';
import { judgeData } from '../syntax/judge.ts';

/** A grant of one action by one statement: the path of the statement, and the action as it is written there. */
interface Grant {
  readonly path: readonly (string | number)[];
  readonly action: string;
}

type Data = Record<string, unknown>;

const PAIR = ['kms:creategrant', 'kms:describekey'];

/** A template, in YAML or JSON, as JSON without the marks of the CDK. */
export function byHand(text: string): Data {
  const data = longForm(judgeData(text)) as Data;
  const { Parameters, Rules, ...rest } = data;
  const resources = Object.entries(isMap(data.Resources) ? data.Resources : {})
    .filter(([, resource]) => isMap(resource) && resource.Type !== 'AWS::CDK::Metadata')
    .map(([id, resource]) => [id, isMap(resource) ? withoutMetadata(resource) : resource]);
  const isCdk = isMap(Parameters) && 'BootstrapVersion' in Parameters;
  return { ...(isCdk ? {} : { Parameters, Rules }), ...rest, Resources: Object.fromEntries(resources) };
}

function withoutMetadata({ Metadata: _, ...resource }: Data): Data {
  return resource;
}

/** Every template that is left when some of the grants of the pair are taken out of the IAM policies: all subsets. */
export function withoutGrants(template: Data): readonly Data[] {
  const bounds = boundariesIn(template.Resources);
  const grants = grantsIn(template.Resources, ['Resources']).filter(({ path }) => !bounds.has(path[1]));
  return Array.from({ length: 2 ** grants.length - 1 }, (_, number) =>
    take(
      template,
      grants.filter((_grant, at) => ((number + 1) >> at) % 2 === 1),
    ),
  );
}

/** The policies that are boundaries: what is taken out of them is denied, not lacking. */
function boundariesIn(resources: unknown): ReadonlySet<unknown> {
  const all = isMap(resources) ? Object.values(resources) : [];
  return new Set(all.map((resource) => refIn(isMap(resource) ? resource.Properties : null)));
}

function refIn(properties: unknown): unknown {
  const boundary = isMap(properties) ? properties.PermissionsBoundary : null;
  return isMap(boundary) ? boundary.Ref : null;
}

function grantsIn(value: unknown, path: Grant['path']): readonly Grant[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => grantsIn(item, [...path, index]));
  if (!isMap(value) || /^AWS::KMS::(Replica)?Key$/.test(String(value.Type))) return [];
  const isStatement = value.Effect === 'Allow' && value.Action !== undefined;
  if (!isStatement) return Object.entries(value).flatMap(([key, part]) => grantsIn(part, [...path, key]));
  return actionsOf(value)
    .filter(grantsOneOfThePair)
    .map((action) => ({ path, action }));
}

function grantsOneOfThePair(action: string): boolean {
  const pattern = new RegExp(`^${action.toLowerCase().replaceAll('*', '.*').replaceAll('?', '.')}$`);
  return PAIR.some((each) => pattern.test(each));
}

function take(value: unknown, grants: readonly Grant[], path: Grant['path'] = []): Data {
  return taken(value, grants, path) as Data;
}

function taken(value: unknown, grants: readonly Grant[], path: Grant['path']): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item, index) => taken(item, grants, [...path, index]));
    const isChoice = path.at(-1) === 'Fn::If';
    return isChoice ? items.map((item) => item ?? { Ref: 'AWS::NoValue' }) : items.filter((item) => item !== undefined);
  }
  if (!isMap(value)) return value;
  const own = grants.filter((grant) => JSON.stringify(grant.path) === JSON.stringify(path)).map(({ action }) => action);
  if (own.length > 0) {
    const left = actionsOf(value).filter((action) => !own.includes(action));
    return left.length === 0 ? undefined : { ...value, Action: left };
  }
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, taken(part, grants, [...path, key])]));
}

function actionsOf(statement: Data): readonly string[] {
  return [statement.Action].flat().map(String);
}

function isMap(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
