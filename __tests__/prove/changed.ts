import fc from 'fast-check';

type Value = unknown;
type Data = Record<string, Value>;

/** A change that a person might make to a template; the numbers choose among what is there. */
export interface Change {
  readonly kind: 'condition' | 'choice' | 'other' | 'nothing' | 'twin' | 'drop' | 'action' | 'resource' | 'lone';
  readonly at: number;
  readonly which: number;
  readonly turned: boolean;
}

export const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom<Change['kind']>(
    ...(['condition', 'choice', 'other', 'nothing', 'twin', 'drop', 'action', 'resource', 'lone'] as const),
  ),
  at: fc.nat(),
  which: fc.nat(),
  turned: fc.boolean(),
});

const equals = (name: string, value: string) => ({ 'Fn::Equals': [{ Ref: name }, value] });
const CONDITIONS = {
  OfA: equals('GivenA', 'a'),
  NotOfA: { 'Fn::Not': [{ Condition: 'OfA' }] },
  OfB: equals('GivenB', 'b'),
  OfBoth: { 'Fn::And': [{ Condition: 'OfA' }, { Condition: 'OfB' }] },
  OfEither: { 'Fn::Or': [{ Condition: 'OfA' }, { Condition: 'OfB' }] },
};
const NOTHING = { Ref: 'AWS::NoValue' };
const ACTIONS: readonly Value[] = [
  ...['kms:*', 'kms:Create*', 'kms:CreateGrant', 'kms:DescribeKey', ['kms:CreateGrant', 'kms:DescribeKey']],
];

/** What may be left out of a resource. */
const OPTIONAL = ['Policies', 'ManagedPolicyArns', 'PermissionsBoundary', 'KeyPolicy', 'Sid', 'Tags', 'Environment'];
/** What is not to be turned into a choice, as CloudFormation or the Lambda runtime would not take it. */
const FIXED = ['AssumeRolePolicyDocument', 'Version', 'Effect', 'Code', 'PolicyName', 'Handler', 'Runtime'];

/** A template, intrinsics in long form, with the changes made one after the other in a copy. */
export function changed(template: Data, changes: readonly Change[]): Data {
  const own = structuredClone(template);
  own.Conditions = { ...mapOf(own.Conditions), ...CONDITIONS };
  own.Parameters = { ...mapOf(own.Parameters), GivenA: { Type: 'String' }, GivenB: { Type: 'String' } };
  const conditions = Object.keys(own.Conditions as Data);
  for (const each of changes) apply(mapOf(own.Resources), conditions, each);
  return own;
}

function apply(resources: Data, conditions: readonly string[], { kind, at, which, turned }: Change): void {
  const condition = pick(conditions, which);
  const [id, resource] = pick(Object.entries(resources), at);
  if (kind === 'condition') mapOf(resource).Condition = condition;
  else if (kind === 'twin') addTwin(resources, which, turned ? condition : null);
  else if (kind === 'choice' || kind === 'other' || kind === 'nothing') {
    const slots = slotsIn(mapOf(resource).Properties).filter((slot) => mayBeChosen(slot, kind === 'nothing'));
    const slot = slots[which % Math.max(1, slots.length)];
    if (slot === undefined) return;
    const value = get(slot);
    const other = kind === 'nothing' ? NOTHING : kind === 'other' ? likeOf(resources, id, slot, at) : value;
    put(slot, { 'Fn::If': turned ? [condition, value, other] : [condition, other, value] });
  } else changePolicy(slotsInPolicies(resources), kind, at, which);
}

/** A place in data: a key of a mapping, or an index of a list. */
type Slot = readonly [owner: Data | Value[], key: string | number];

const get = ([owner, key]: Slot): Value => (owner as Data)[key];
const put = ([owner, key]: Slot, value: Value) => {
  (owner as Data)[key] = value;
};

function slotsIn(value: Value): readonly Slot[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => [[value, index] as Slot, ...slotsIn(item)]);
  if (!isMap(value)) return [];
  const choice = value['Fn::If'];
  if (Array.isArray(choice)) return [1, 2].flatMap((index) => [[choice, index] as Slot, ...slotsIn(choice[index])]);
  if (isIntrinsic(value)) return [];
  return Object.keys(value).flatMap((key) => [[value, key] as Slot, ...slotsIn(value[key])]);
}

function slotsInPolicies(resources: Data): readonly Slot[] {
  const owners = Object.values(resources).map(mapOf);
  return owners.filter(({ Type }) => String(Type).startsWith('AWS::IAM::')).flatMap((each) => slotsIn(each.Properties));
}

function mayBeChosen([owner, key]: Slot, isLeftOut: boolean): boolean {
  if (FIXED.includes(String(key))) return false;
  if (!isLeftOut) return true;
  // A list that begins with a string may be the argument of an Fn::If, which stands where something has to be.
  return Array.isArray(owner) ? owner.length > 1 && owner.every(isMap) : OPTIONAL.includes(String(key));
}

/** What stands under the same key elsewhere. */
function likeOf(resources: Data, id: string, slot: Slot, at: number): Value {
  const others = Object.entries(resources)
    .filter(([name]) => name !== id)
    .flatMap(([, resource]) => slotsIn(mapOf(resource).Properties))
    .filter(([, key]) => key === slot[1] && typeof key === 'string');
  return structuredClone(others.length === 0 ? get(slot) : get(pick(others, at)));
}

/** One more stream with a key of its own. */
function addTwin(resources: Data, which: number, condition: string | null): void {
  const named = (type: RegExp) => Object.keys(resources).filter((id) => type.test(String(mapOf(resources[id]).Type)));
  const [streams, keys] = [named(/^Custom::/), named(/^AWS::KMS::Key$/)];
  if (streams.length === 0 || keys.length === 0) return;
  const [stream, key, own] = [pick(streams, which), pick(keys, which), `TwinKey${which % 3}`];
  const text = JSON.stringify(resources[stream]).replaceAll(`"${key}"`, `"${own}"`).replaceAll(`${key}.`, `${own}.`);
  resources[own] = structuredClone(resources[key]);
  resources[`Twin${which % 3}`] = { ...JSON.parse(text), ...(condition === null ? {} : { Condition: condition }) };
}

function changePolicy(slots: readonly Slot[], kind: Change['kind'], at: number, which: number): void {
  const found = slots.filter((slot) => isPlaceFor(slot, kind));
  if (found.length === 0) return;
  const slot = pick(found, at);
  const [owner, key] = slot;
  if (kind === 'drop') (owner as Value[]).splice(Number(key), 1);
  else if (kind === 'lone') put(slot, (get(slot) as Value[])[0]);
  else if (kind === 'action') put(slot, pick(ACTIONS, which));
  else put(slot, pick(['*', [get(slot), '*'].flat()], which));
}

function isPlaceFor(slot: Slot, kind: Change['kind']): boolean {
  const [owner, key] = slot;
  const value = get(slot);
  const isStatement = isMap(value) && value.Effect !== undefined;
  if (kind === 'drop') return Array.isArray(owner) && owner.length > 1 && owner.every(isMap) && isStatement;
  if (kind === 'lone') return key === 'Statement' && Array.isArray(value) && value.length === 1;
  const text = isMap(owner) ? JSON.stringify([owner.Action, owner.Resource]) : '';
  return key === (kind === 'action' ? 'Action' : 'Resource') && /kms|Key/.test(text);
}

function pick<T>(list: readonly T[], number: number): T {
  const found = list[number % list.length];
  if (found === undefined) throw new Error('there is nothing to pick from');
  return found;
}

function isIntrinsic(value: Data): boolean {
  const keys = Object.keys(value);
  return keys.length === 1 && /^(?:Ref|Fn::.*)$/.test(keys[0] ?? '');
}

function isMap(value: Value): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mapOf(value: Value): Data {
  return isMap(value) ? value : {};
}
