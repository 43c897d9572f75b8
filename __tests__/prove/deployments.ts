type Data = Readonly<Record<string, unknown>>;

/** A value for each thing that conditions compare with a literal, and a truth value for each other comparison. */
export type Assignment = ReadonlyMap<string, unknown>;

const OTHER = 'any other value';

/** Every assignment of what a template's conditions turn on; intrinsics in long form. Shares no code with src/. */
export function assignmentsOf(template: Data): readonly Assignment[] {
  const domains = new Map<string, Set<unknown>>();
  collect(template.Conditions, domains);
  return [...domains].reduce<readonly Assignment[]>(
    (found, [name, values]) =>
      found.flatMap((assignment) => [...values].map((value) => new Map([...assignment, [name, value]]))),
    [new Map()],
  );
}

function collect(value: unknown, domains: Map<string, Set<unknown>>): void {
  if (Array.isArray(value)) for (const item of value) collect(item, domains);
  if (!isMap(value)) return;
  const compared = comparison(value);
  if (compared === null) for (const part of Object.values(value)) collect(part, domains);
  else if (compared.literal === null) domains.set(compared.name, new Set([true, false]));
  else domains.set(compared.name, (domains.get(compared.name) ?? new Set([OTHER])).add(compared.literal));
}

function comparison(value: Data): { readonly name: string; readonly literal: unknown } | null {
  const sides = value['Fn::Equals'];
  if (!Array.isArray(sides)) return null;
  const [left, right] = isMap(sides[0]) ? sides : sides.toReversed();
  if (isMap(left) && typeof left.Ref === 'string' && !isMap(right)) return { name: left.Ref, literal: String(right) };
  return { name: JSON.stringify(sides), literal: null };
}

/** The resources of a template as they are deployed: conditions decided, AWS::NoValue gone. */
export function deployed(template: Data, assignment: Assignment): Data {
  const conditions = isMap(template.Conditions) ? template.Conditions : {};
  const holds = (name: unknown): boolean => truth(conditions[String(name)], holds, assignment);
  const resources = Object.entries(isMap(template.Resources) ? template.Resources : {});
  const there = resources.filter(([, each]) => isMap(each) && (each.Condition === undefined || holds(each.Condition)));
  return Object.fromEntries(there.map(([id, resource]) => [id, pruned(resource, holds)]));
}

type Holds = (condition: unknown) => boolean;

function truth(value: unknown, holds: Holds, assignment: Assignment): boolean {
  if (!isMap(value)) return false;
  const compared = comparison(value);
  if (compared !== null) return assignment.get(compared.name) === (compared.literal ?? true);
  const [only] = Object.entries(value);
  const [name, argument] = only ?? ['', null];
  const parts = Array.isArray(argument) ? argument : [argument];
  if (name === 'Condition') return holds(argument);
  if (name === 'Fn::Not') return !truth(parts[0], holds, assignment);
  if (name === 'Fn::And') return parts.every((part) => truth(part, holds, assignment));
  return name === 'Fn::Or' && parts.some((part) => truth(part, holds, assignment));
}

function pruned(value: unknown, holds: Holds): unknown {
  if (Array.isArray(value)) return value.map((item) => pruned(item, holds)).filter((item) => item !== undefined);
  if (!isMap(value)) return value;
  const choice = value['Fn::If'];
  if (Array.isArray(choice)) return pruned(holds(choice[0]) ? choice[1] : choice[2], holds);
  if (value.Ref === 'AWS::NoValue') return undefined;
  const entries = Object.entries(value).map(([key, part]) => [key, pruned(part, holds)] as const);
  return Object.fromEntries(entries.filter(([, part]) => part !== undefined));
}

/** The mentions in deployed resources of resources of the template that are not deployed: "Role → Key". */
export function dangling(template: Data, resources: Data): readonly string[] {
  const known = isMap(template.Resources) ? template.Resources : {};
  return Object.entries(resources).flatMap(([from, resource]) =>
    mentions(resource)
      .filter((to) => to in known && !(to in resources))
      .map((to) => `${from} → ${to}`),
  );
}

function mentions(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(mentions);
  if (!isMap(value)) return [];
  const inner = Object.values(value).flatMap(mentions);
  const [sub] = [value['Fn::Sub']].flat();
  const names = typeof sub === 'string' ? [...sub.matchAll(/\$\{([A-Za-z0-9]+)/g)].map(([, name]) => name) : [];
  const [attribute] = [value['Fn::GetAtt']].flat();
  return [...inner, ...names, value.Ref, String(attribute).split('.')[0], value.DependsOn].flat().map(String);
}

/** What IAM may refuse: statements without a Resource, a principal or an action, and policies without statements. */
export function hollow(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(hollow);
  if (!isMap(value)) return [];
  const inner = Object.values(value).flatMap(hollow);
  const lacks = (...names: readonly string[]) => names.every((name) => [value[name] ?? []].flat().length === 0);
  if (value.Effect !== undefined && lacks('Resource', 'NotResource', 'Principal')) inner.push('a statement on nothing');
  if (value.Effect !== undefined && lacks('Action', 'NotAction')) inner.push('a statement of no action');
  if (value.Version !== undefined && lacks('Statement')) inner.push('a policy without statements');
  return inner;
}

function isMap(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
