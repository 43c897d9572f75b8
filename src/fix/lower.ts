import type { ConditionalValue, Operation, TemplatePath, TemplateValue } from '../finding/patch.ts';

type Exchange = Extract<Operation, { kind: 'exchange' }>;

/** Puts what stands at a path, with all that changes inside it, under a condition. */
export interface Wrap {
  readonly kind: 'wrap';
  readonly path: TemplatePath;
  readonly condition: string;
}

/** What is done at a place in one go. */
export type Primitive = Exclude<Operation, Exchange> | Wrap;

/** Operations with each exchange taken apart; what goes under a condition as a whole comes last. A string says why not. */
export function lowered(operations: readonly Operation[]): readonly Primitive[] | string {
  const found: Primitive[] = [];
  const wraps = new Map<string, Wrap>();
  for (const operation of operations.flatMap(repeated)) {
    if (operation.kind !== 'exchange') {
      found.push(operation);
      continue;
    }
    const wrap = wrapFor(operation);
    if (typeof wrap === 'string') return wrap;
    const place = JSON.stringify(wrap?.path);
    if (wrap !== null) {
      const other = wraps.get(place)?.condition ?? wrap.condition;
      if (other !== wrap.condition) return nothingLeft([other, wrap.condition]);
      wraps.set(place, wrap);
    }
    const values = operation.values.map((each) => (wrap === null ? written(each) : each.value));
    const steps = exchanged(operation.path, values);
    if (typeof steps === 'string') return steps;
    found.push(...steps);
  }
  return [...withoutTwice(found), ...[...wraps.values()].map(asStep)];
}

/** What one takes out of a list and another puts its value in the place of is not taken out. */
function withoutTwice(steps: readonly Primitive[]): readonly Primitive[] {
  const filled = new Set(steps.filter(({ kind }) => kind === 'replace').map(({ path }) => JSON.stringify(path)));
  return steps.flatMap((step): readonly Primitive[] => {
    if (step.kind !== 'remove') return [step];
    const items = step.items.filter((item) => !filled.has(JSON.stringify([...step.path, item])));
    return items.length === 0 ? [] : [{ ...step, items }];
  });
}

/** Values that are there under several conditions alone, each in a mapping of its own, where that can be repeated. */
function repeated(operation: Operation): readonly Operation[] {
  if (operation.kind !== 'exchange' || operation.beside === undefined) return [operation];
  const { path, values, bare, beside, sids = [] } = operation;
  const index = typeof bare === 'string' ? undefined : bare.at(-1);
  const conditions = [...new Set(values.map(({ condition }) => condition))];
  const [first, ...others] = conditions.filter((name) => name !== null);
  const isApart = others.length > 0 && others.length + 1 === conditions.length && path.length === bare.length + 1;
  if (first === undefined || !isApart || typeof index !== 'number' || typeof bare === 'string') return [operation];
  const under = (name: string) => values.filter(({ condition }) => condition === name);
  const again = others.map((name, at) => {
    const [only, ...more] = under(name).map(({ value }) => value);
    const Sid = sids[at];
    const value = {
      ...(Sid === undefined ? {} : { Sid }),
      ...beside,
      [String(path.at(-1))]: only !== undefined && more.length === 0 ? only : [only ?? '', ...more],
    };
    return written({ value, condition: name });
  });
  return [
    { ...operation, values: under(first) },
    { kind: 'append', path: bare.slice(0, -1), after: index, values: again },
  ];
}

function nothingLeft(conditions: readonly string[]): string {
  return `nothing would be left of it where none of these conditions holds: ${conditions.join(', ')}`;
}

/** What has to go under a condition so that it never stands there without a value; null where a value is always left. */
function wrapFor({ values, bare }: Exchange): Wrap | string | null {
  const conditions = [...new Set(values.map(({ condition }) => condition))].filter((name) => name !== null);
  const [only, ...others] = conditions;
  if (bare === 'others-left' || only === undefined || values.some(({ condition }) => condition === null)) return null;
  if (others.length > 0 || bare === 'refused') return nothingLeft(conditions);
  return { kind: 'wrap', path: bare, condition: only };
}

/** A resource takes a condition as such. */
function asStep(wrap: Wrap): Primitive {
  const { path, condition } = wrap;
  const isResource = path.length === 2 && path[0] === 'Resources';
  return isResource ? { kind: 'set', path, key: 'Condition', after: 'Type', value: condition } : wrap;
}

function written({ value, condition }: ConditionalValue): TemplateValue {
  return condition === null ? value : { 'Fn::If': [condition, value, { Ref: 'AWS::NoValue' }] };
}

function exchanged(path: TemplatePath, values: readonly TemplateValue[]): readonly Primitive[] | string {
  const [first, ...others] = values;
  const step = path.at(-1);
  if (first === undefined) return 'nothing is to stand there';
  if (others.length === 0) return [{ kind: 'replace', path, value: first }];
  if (typeof step !== 'number') return [{ kind: 'replace', path, value: values }];
  if (path.at(-2) === 'Fn::If') {
    if (isBelowItem(path)) return 'a list can not stand in a list';
    return [{ kind: 'replace', path, value: values }];
  }
  return [
    { kind: 'replace', path, value: first },
    { kind: 'append', path: path.slice(0, -1), after: step, values: others },
  ];
}

/** Whether the Fn::If whose branch a path leads to is itself an item of a list. */
function isBelowItem(path: TemplatePath): boolean {
  if (path.at(-2) === 'Fn::If') return isBelowItem(path.slice(0, -2));
  return typeof path.at(-1) === 'number';
}
