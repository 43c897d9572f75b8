import { call, callClosure, closureOf, defaultsOf } from './calls.ts';
import { evaluate } from './evaluate.ts';
import { argumentsOf, type Machine } from './machine.ts';
import { hasMethod } from './methods.ts';
import { Scope } from './scope.ts';
import { findIn, putIn } from './things.ts';
import type { ClassMember, ClassTree, Expression, Statement } from './tree.ts';
import {
  type Arguments,
  type Class,
  literal,
  NONE,
  NotFollowed,
  Raised,
  type Thing,
  thingOf,
  UNDEFINED,
  UNKNOWN,
  type Value,
} from './values.ts';

const RECORD = /(?:^|\.)(?:dataclass|define|frozen|attrs|BaseModel|NamedTuple|dataclass_transform)(?:\(\))?$/;
const ENUM = /(?:^|\.)(?:Enum|StrEnum|IntEnum)$/;
/** Bases that bring no attributes which a program would read a key from. */
const PLAIN =
  /(?:^|\.)(?:object|ABC|Protocol|Generic|Enum|StrEnum|IntEnum|str|dict|TypedDict|BaseModel|NamedTuple|\w*(?:Error|Exception))(?:\[.*)?$/;

export function classOf(machine: Machine, tree: ClassTree, scope: Scope): Class {
  const bases = tree.bases.map((each) => machine.run.settle(evaluate(machine, each, scope)));
  const decorated = tree.decorators.map((each) => pathOf(machine.run.settle(evaluate(machine, each, scope))));
  const isRecord =
    [...decorated, ...bases.map(pathOf)].some((path) => RECORD.test(path)) ||
    bases.some((base) => base.kind === 'class' && base.isRecord);
  if (tree.members.some(({ how }) => how === 'unread')) throw new NotFollowed('a class that is not read');
  const defaults = new Map<Expression, Value>();
  const made: Class = {
    kind: 'class',
    name: tree.name ?? '',
    bases,
    members: tree.members,
    scope,
    own: new Map(),
    defaults,
    isRecord,
  };
  const body = new Scope(scope, { isBlock: true });
  const isEnum = bases.some((base) => ENUM.test(pathOf(base)));
  const isString = bases.some((base) => /(?:^|\.)(?:str|StrEnum)$/.test(pathOf(base)));
  for (const { name, how, value } of tree.members) {
    const isShared = how === 'static-field' || (how === 'declared' && value !== null && !isRecord);
    if (!isShared) continue;
    const given = value === null ? UNDEFINED : evaluate(machine, value, body);
    // The body of a class sees what stands before in it.
    body.declare(name, given);
    made.own.set(name, isEnum ? enumMember(made, name, given, isString) : given);
  }
  const methods = tree.members.flatMap(({ value }) => (value?.kind === 'function' ? [value.function] : []));
  for (const [each, value] of defaultsOf(machine, methods, body)) defaults.set(each, value);
  return made;
}

function enumMember(of: Class, name: string, value: Value, isString: boolean): Value {
  if (isString) of.own.set(IS_STRING, literal(true));
  return thingOf(
    [
      ['value', value],
      ['name', literal(name)],
    ],
    of,
  );
}

/** The string that a member of an enumeration of strings is, or null. */
export function enumString({ of, layers: [layer] }: Thing): Value | null {
  if (of?.own.get(IS_STRING) === undefined || layer?.kind !== 'entries') return null;
  return layer.entries.get('value') ?? null;
}

const IS_STRING = '(string)';

function pathOf(value: Value): string {
  return value.kind === 'outside' ? value.path : '';
}

export function superClass({ bases }: Class): Value | null {
  return bases[0] ?? null;
}

/** Whether all that its instances have is in sight. */
function isInSight({ bases }: Class): boolean {
  return bases.every((base) => (base.kind === 'class' ? isInSight(base) : PLAIN.test(pathOf(base))));
}

function methodIn(of: Class, name: string): { readonly member: ClassMember; readonly home: Class } | null {
  const member = of.members.find((each) => each.name === name && /^(?:method|static|class|getter)$/.test(each.how));
  if (member !== undefined) return { member, home: of };
  for (const base of of.bases) {
    const found = base.kind === 'class' ? methodIn(base, name) : null;
    if (found !== null) return found;
  }
  return null;
}

function bound(found: NonNullable<ReturnType<typeof methodIn>>, self: Value | null): Value {
  const { value } = found.member;
  if (value?.kind !== 'function') return UNKNOWN;
  const { home } = found;
  return { ...closureOf(value.function, home.scope, { home, defaults: home.defaults }), self };
}

export function memberOfInstance(machine: Machine, thing: Thing, of: Class, name: string): Value {
  const own = findIn(machine.run, thing, name);
  if (own.isThere === true) return own.value;
  const found = methodIn(of, name);
  if (found !== null) {
    const { how } = found.member;
    const method = bound(found, how === 'static' ? null : how === 'class' ? of : thing);
    return how === 'getter' ? call(machine, method, argumentsOf([])) : method;
  }
  const shared = ownOf(of, name);
  if (shared !== null) return shared;
  if (own.isThere !== false && isInSight(of)) return own.value;
  if (!isInSight(of)) return UNKNOWN;
  if (name.startsWith('__')) throw new NotFollowed('a part of an object that Python itself makes');
  if (/^(?:_replace|_asdict|model_dump|dict|copy|model_copy)$/.test(name) || hasMethod(machine, thing, name))
    return { kind: 'method', of: thing, name };
  if (machine.isPython) throw new Raised('AttributeError');
  return UNDEFINED;
}

function ownOf(of: Class, name: string): Value | null {
  const own = of.own.get(name);
  if (own !== undefined) return own;
  for (const base of of.bases) {
    const found = base.kind === 'class' ? ownOf(base, name) : null;
    if (found !== null) return found;
  }
  return null;
}

/** What belongs to a class itself; a method of it is not bound to anything. */
export function memberOfClass(machine: Machine, of: Class, name: string, isAttribute: boolean): Value {
  const own = ownOf(of, name);
  if (own !== null) return own;
  const found = methodIn(of, name);
  if (found !== null) {
    const { how } = found.member;
    const isOfClass = how === 'class' || (!machine.isPython && how === 'static');
    return bound(found, isOfClass ? of : null);
  }
  if (of.isRecord && /^(?:model_validate|parse_obj|_make)$/.test(name)) return { kind: 'method', of, name };
  if (name === '__name__' || name === 'name') return literal(of.name);
  return isAttribute && isInSight(of) && !machine.isPython ? UNDEFINED : UNKNOWN;
}

/** Makes an instance of a class; `self` is there already for a class that extends it. */
export function constructed(machine: Machine, of: Class, given: Arguments, self: Thing | null = null): Value {
  if (of.bases.some((base) => ENUM.test(pathOf(base)))) return UNKNOWN;
  const thing = self ?? thingOf([], of);
  if (machine.isPython) return pythonInstance(machine, of, given, thing);
  const making = of.members.find(({ name }) => name === 'constructor')?.value;
  const base = superClass(of);
  // Without a constructor of its own, that of the base runs first.
  if (making === undefined && base?.kind === 'class') constructed(machine, base, given, thing);
  else if (base !== null && base.kind !== 'class') thing.layers.unshift({ kind: 'unknown' });
  // Where there is a base, they are made behind the call of `super`.
  if (making === undefined || base?.kind !== 'class') fieldsOf(machine, of, thing);
  if (making?.kind === 'function') {
    callClosure(machine, closureOf(making.function, of.scope, { self: thing, home: of }), given);
  }
  return thing;
}

/** The fields that a class declares, each made anew. */
export function fieldsOf(machine: Machine, of: Class, thing: Thing): void {
  for (const { name, how, value } of of.members) {
    if (how !== 'field' || value === null) continue;
    const body: readonly Statement[] = [{ kind: 'return', at: 0, value }];
    const tree = { name: null, parameters: [], body, isArrow: false, own: null, isGenerator: false };
    const made = closureOf(tree, of.scope, { self: thing, home: of });
    putIn(machine.run, thing, name, callClosure(machine, made, argumentsOf([])));
  }
}

function pythonInstance(machine: Machine, of: Class, given: Arguments, thing: Thing): Value {
  const found = methodIn(of, '__init__');
  if (found !== null) {
    call(machine, bound(found, thing), given);
    return thing;
  }
  if (of.isRecord) {
    recordOf(machine, of, given, thing);
    const after = methodIn(of, '__post_init__');
    if (after !== null) call(machine, bound(after, thing), argumentsOf([]));
    return thing;
  }
  if (of.bases.some((base) => /(?:^|\.)(?:dict|TypedDict)$/.test(pathOf(base))))
    throw new NotFollowed('a kind of dictionary');
  if (!isInSight(of)) thing.layers.unshift({ kind: 'unknown' });
  return thing;
}

/** A class that is made by a call: `namedtuple('Request', 'cluster key')`; that of an object that takes any attributes. */
export function madeClass(name: string, fields: readonly string[]): Class {
  const members = fields.map((field): ClassMember => ({ name: field, how: 'declared', value: null }));
  const isRecord = fields.length > 0;
  return {
    kind: 'class',
    name,
    bases: [],
    members,
    scope: new Scope(null),
    own: new Map(),
    defaults: new Map(),
    isRecord,
  };
}

/** The fields of a dataclass or its like, by place or by name, those of its bases first. */
function declaredIn(of: Class): readonly ClassMember[] {
  const inherited = of.bases.flatMap((base) => (base.kind === 'class' ? declaredIn(base) : []));
  const own = of.members.filter(({ how }) => how === 'declared');
  return [...inherited.filter((each) => !own.some(({ name }) => name === each.name)), ...own];
}

export function recordOf(machine: Machine, of: Class, given: Arguments, thing: Thing): void {
  for (const [index, { name, value }] of declaredIn(of).entries()) {
    const { alias, otherwise, isOpen } = fieldOf(machine, value, of.scope);
    const placed = given.items[index];
    const found = placed ?? named(machine, given, alias ?? name);
    // Whether it takes its own name as well is told elsewhere.
    const isUnknown =
      isOpen || given.isOpen || (alias !== null && found === undefined && named(machine, given, name) !== undefined);
    if (found === undefined && otherwise === null && !isUnknown)
      throw new Raised('TypeError ValueError ValidationError');
    const made = found ?? (isUnknown ? UNKNOWN : otherwise === null ? NONE : evaluate(machine, otherwise, of.scope));
    putIn(machine.run, thing, name, made);
  }
}

function named(machine: Machine, { named: given, spread }: Arguments, name: string): Value | undefined {
  const found = given.get(name);
  if (found !== undefined) return found;
  for (const thing of spread) {
    const { value, isThere } = findIn(machine.run, thing, name);
    if (isThere === true || (isThere !== false && machine.run.decide(isThere))) return value;
  }
  return undefined;
}

interface Field {
  /** The name under which pydantic takes it. */
  readonly alias: string | null;
  readonly otherwise: Expression | null;
  readonly isOpen: boolean;
}

/** `field(default=…)`, `Field(alias=…)`, or the default itself. */
function fieldOf(machine: Machine, value: Expression | null, scope: Scope): Field {
  const callee = value?.kind === 'call' ? machine.run.settle(evaluate(machine, value.callee, scope)) : null;
  if (value?.kind !== 'call' || callee === null || !/(?:^|\.)(?:field|Field|ib|attrib)$/.test(pathOf(callee))) {
    return { alias: null, otherwise: value, isOpen: false };
  }
  const argument = (...names: readonly string[]) =>
    value.given.find(({ name }) => name !== null && names.includes(name))?.value ?? null;
  const alias = argument('alias', 'validation_alias');
  const [first] = value.given;
  const placed =
    first !== undefined && first.name === null && !(first.value.kind === 'literal' && first.value.value === null)
      ? first.value
      : null;
  const isTold = alias === null || (alias.kind === 'literal' && typeof alias.value === 'string');
  return {
    alias: alias?.kind === 'literal' ? String(alias.value) : null,
    otherwise: argument('default') ?? placed,
    isOpen: !isTold || argument('default_factory', 'factory', 'init') !== null,
  };
}
