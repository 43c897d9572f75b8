import { longForm } from '../fix/model.ts';
import { judgeData } from '../syntax/judge.ts';

type Path = readonly (string | number)[];

/** One thing that an edit did: a key or an item that is new, or a value that is another. */
interface Change {
  readonly kind: 'added' | 'replaced';
  readonly path: Path;
  readonly value: unknown;
  /** For an item: the index of the one, among those that were there, that it comes behind. */
  readonly behind?: number;
}

/**
 * Where an edit took place, in words, told from the two texts alone as js-yaml reads them: "inline policy of
 * StarterRole, after its rds statement". One line for each place.
 */
export function placesOf(before: string, after: string): readonly string[] {
  const old = longForm(judgeData(before));
  const lines = changes(old, longForm(judgeData(after)), []).map((change) => describe(old, change));
  return [...new Set(lines)];
}

function changes(a: unknown, b: unknown, path: Path): readonly Change[] {
  if (equal(a, b)) return [];
  if (path.at(-1) === 'Resource') return [{ kind: 'replaced', path, value: b }];
  if (Array.isArray(b) && b.some((item) => typeof item === 'object'))
    return listChanges(Array.isArray(a) ? a : [a], b, path);
  if (!isMap(a) || !isMap(b)) return [{ kind: 'replaced', path, value: b }];
  const names = Object.keys(b);
  if (Object.keys(a).some((name) => !(name in b))) return [{ kind: 'replaced', path, value: b }];
  return names.flatMap((name) =>
    name in a ? changes(a[name], b[name], [...path, name]) : [{ kind: 'added', path: [...path, name], value: b[name] }],
  );
}

/** Old items keep their order; one that has a like at its turn is changed, what comes between is added. */
function listChanges(a: readonly unknown[], b: readonly unknown[], path: Path): readonly Change[] {
  const found: Change[] = [];
  let index = 0;
  for (const [at, item] of b.entries()) {
    const spare = b.length - at > a.length - index;
    if (index < a.length && (!spare || alike(a[index], item))) {
      found.push(...changes(a[index], item, [...path, index]));
      index += 1;
    } else found.push({ kind: 'added', path: [...path, at], value: item, behind: index - 1 });
  }
  return index === a.length ? found : [{ kind: 'replaced', path, value: b }];
}

function alike(a: unknown, b: unknown): boolean {
  if (equal(a, b)) return true;
  if (!isMap(a) || !isMap(b)) return false;
  const [choice, other] = [a['Fn::If'], b['Fn::If']];
  if (Array.isArray(choice) && Array.isArray(other)) {
    return equal(choice[0], other[0]) && choice.slice(1).every((branch, at) => alike(branch, other[at + 1]));
  }
  if (a.Action === undefined) return false;
  return equal(a.Action, b.Action) || hasFewerActions(a, b);
}

/** Whether two statements differ in nothing but actions that the second has no more. */
function hasFewerActions(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  const had = [a.Action].flat();
  return equal({ ...a, Action: null }, { ...b, Action: null }) && [b.Action].flat().every((each) => had.includes(each));
}

function describe(old: unknown, change: Change): string {
  const { kind, path, value } = change;
  const [section, id, third, ...rest] = path;
  const whole = path.join('/');
  if (section !== 'Resources' || typeof id !== 'string') return whole;
  if (third === undefined) return `new ${typeOf(value)} ${id}${conditionOf(value)}`;
  if (third === 'Condition') return `Condition of ${id}`;
  if (third === 'DependsOn') return `DependsOn of ${id}`;
  const guard = isMap(value) && Array.isArray(value['Fn::If']) ? guardOf(value['Fn::If']) : '';
  const statement = path.lastIndexOf('Statement');
  if (third === 'Properties' && statement < 0) {
    return rest[0] === 'Policies' ? `new entry in Policies of ${id}${guard}` : whole;
  }
  const policy = rest[0] === 'Policies' ? `inline policy of ${id}` : `${typeOf(valueAt(old, ['Resources', id]))} ${id}`;
  const inner = path.slice(statement + 1).filter((step) => step !== 'Fn::If');
  if (kind === 'added' && change.behind !== undefined)
    return `${policy}, ${behind(old, change, change.behind)}${guard}`;
  const elements = inner.filter((step) => typeof step === 'string');
  if (elements.length === 0) return `${policy}, its ${services(valueAt(old, path))} statement as a whole${guard}`;
  const above = path.slice(0, path.indexOf(elements[0] ?? '', statement + 1));
  return `${policy}, ${elements.join('/')} of its ${services(valueAt(old, above))} statement`;
}

function guardOf([condition, yes]: readonly unknown[]): string {
  return `, under Fn::If ${equal(yes, { Ref: 'AWS::NoValue' }) ? 'not ' : ''}${condition}`;
}

function behind(old: unknown, { path }: Change, index: number): string {
  const there = valueAt(old, path.slice(0, -1));
  const items = Array.isArray(there) ? there : [there];
  return index < 0 ? 'as its first statement' : `after its ${services(items[index])} statement`;
}

function services(statement: unknown): string {
  if (isMap(statement) && Array.isArray(statement['Fn::If']))
    return statement['Fn::If'].slice(1).map(services).join('');
  const actions = isMap(statement) ? actionsIn(statement.Action ?? []) : [];
  return [...new Set(actions.map((action) => String(action).split(':')[0]))].join(' and ');
}

function actionsIn(actions: unknown): readonly unknown[] {
  if (Array.isArray(actions)) return actions.flatMap(actionsIn);
  if (!isMap(actions)) return [actions];
  return Array.isArray(actions['Fn::If']) ? actionsIn(actions['Fn::If'].slice(1)) : [];
}

function typeOf(resource: unknown): string {
  return isMap(resource) ? String(resource.Type) : '';
}

function conditionOf(resource: unknown): string {
  return isMap(resource) && typeof resource.Condition === 'string' ? `, under ${resource.Condition}` : '';
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, step) => {
    if (Array.isArray(inner)) return inner[Number(step)];
    // What stands for itself is a list of one.
    if (isMap(inner) && step === 0) return inner;
    return isMap(inner) ? inner[step] : undefined;
  }, value);
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function equal(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
