import { evaluate } from './code-evaluation.ts';
import type { Run } from './code-run.ts';
import { elementsOf, insideOf, isGroup, isSign, isWord, type Token } from './code-tokens.ts';
import type { Unit } from './code-units.ts';
import { lookedUp, NONE, textValue, UNKNOWN, type Value } from './code-values.ts';

/** The names that an assignment gives values, and notes where; `unit` is the function in which it stands. */
export function assignTo(
  run: Run,
  target: readonly Token[],
  value: Value,
  unit: Unit | null,
): ReadonlyMap<string, Value> {
  const names = new Map<string, Value>();
  assign({ run, unit, names }, target, value);
  return names;
}

interface Assigning {
  readonly run: Run;
  readonly unit: Unit | null;
  readonly names: Map<string, Value>;
}

function assign(into: Assigning, target: readonly Token[], value: Value): void {
  const [first, second, third] = target;
  if (first === undefined) return;
  const { run } = into;
  const elements = elementsOf(target);
  if (elements.length > 1) {
    inList(into, elements, value);
    return;
  }
  const isTyped = isSign(second, ':');
  if (first.kind === 'word' && (target.length === 1 || isTyped)) {
    give(into, first, value);
    return;
  }
  if (third !== undefined && isOwnAttribute(target)) {
    const put = run.found.attributes.get(third.sign) ?? new Map<number, Value>();
    run.found.attributes.set(third.sign, put.set(third.span[0], value));
    run.found.assigned.add(third.span[0]);
    return;
  }
  if (first.kind === 'group' && (target.length === 1 || isTyped)) takeApart(into, first, value);
  else for (const token of target) if (token.kind === 'group') evaluate(run, insideOf(run.all, token) ?? [], new Map());
}

function takeApart(into: Assigning, pattern: Token, value: Value): void {
  const elements = elementsOf(insideOf(into.run.all, pattern) ?? []);
  if (isGroup(pattern, '{')) inObject(into, elements, value);
  else inList(into, elements, value);
}

/** `self.name`, `this.name`. */
function isOwnAttribute([first, dot, , colon]: readonly Token[]): boolean {
  return isWord(first, 'self', 'this', 'cls') && isSign(dot, '.') && (colon === undefined || isSign(colon, ':'));
}

function give({ run, unit, names }: Assigning, { sign, span: [at] }: Token, value: Value): void {
  names.set(sign, value);
  run.found.assigned.add(at);
  if (unit === null) return;
  const place = unit.of?.range[0] ?? -1;
  const constants = run.found.constants.get(place) ?? new Map<string, Value>();
  run.found.constants.set(place, constants.set(sign, value));
}

function inList(into: Assigning, elements: readonly (readonly Token[])[], value: Value): void {
  const hasStar = elements.some(([first]) => isSign(first, '*', '...'));
  for (const [index, element] of elements.entries()) {
    const [first] = element;
    const isRest = isSign(first, '*', '...');
    const item = value.kind === 'list' && !hasStar ? value.items[index] : undefined;
    const part = item ?? { ...UNKNOWN, isTyped: value.isTyped };
    withDefault(into, isRest ? element.slice(1) : element, isRest ? UNKNOWN : part);
  }
}

/** `{ a, b: c, d = 1, ...rest }`. */
function inObject(into: Assigning, elements: readonly (readonly Token[])[], value: Value): void {
  for (const element of elements) {
    const [key, colon] = element;
    if (isSign(key, '...')) {
      withDefault(into, element.slice(1), UNKNOWN);
      continue;
    }
    const name = key?.kind === 'word' ? textValue(key.sign) : null;
    const part = name === null ? UNKNOWN : (lookedUp(value, name) ?? NONE);
    withDefault(into, isSign(colon, ':') ? element.slice(2) : element, part);
  }
}

function withDefault(into: Assigning, element: readonly Token[], value: Value): void {
  const equals = element.findIndex((token) => isSign(token, '='));
  const target = equals < 0 ? element : element.slice(0, equals);
  const otherwise = equals < 0 ? value : evaluate(into.run, element.slice(equals + 1), new Map());
  const given = value.kind === 'nothing' ? otherwise : value;
  assign(into, target, given);
}

/** What a statement that may assign is made of: what is assigned to, and what; null where it assigns nothing. */
export function assignmentsIn(
  tokens: readonly Token[],
  isPython: boolean,
): readonly { readonly targets: readonly (readonly Token[])[]; readonly value: readonly Token[] | null }[] | null {
  const isDeclared = !isPython && isWord(tokens[0], 'const', 'let', 'var') && tokens.length > 1;
  const parts = isDeclared ? elementsOf(tokens.slice(1)) : [tokens];
  const found = parts.map((part) => {
    const sides: Token[][] = [[]];
    for (const token of part) {
      // What stands behind an arrow is the body of a function.
      if (isSign(token, '=') && !sides.at(-1)?.some((each) => isSign(each, '=>'))) sides.push([]);
      else sides.at(-1)?.push(token);
    }
    const value = sides.length > 1 ? (sides.at(-1) ?? null) : null;
    return {
      targets: value === null ? (isDeclared ? sides : []) : sides.slice(0, -1),
      value: value ?? (isDeclared ? null : part),
    };
  });
  return found.every(({ targets }) => targets.length === 0) ? null : found;
}

/** Notes what name an object is given that is written out. */
export function noteHolder(run: Run, target: readonly Token[], tokens: readonly Token[] | null, value: Value): void {
  if (value.kind !== 'object' || tokens === null) return;
  const isFrozen = isWord(tokens[0], 'Object') && isWord(tokens[2], 'freeze') && isGroup(tokens[3], '(');
  const frozen = isFrozen && tokens[3] !== undefined ? insideOf(run.all, tokens[3]) : null;
  const [object] = frozen ?? tokens;
  const isAttribute = target.length === 3 && isSign(target[1], '.');
  const name = target.length === 1 || isSign(target[1], ':') ? target[0] : isAttribute ? target[2] : undefined;
  if (!isGroup(object, '{') || object === undefined || name?.kind !== 'word') return;
  run.found.holders.set(object.span[0], name.sign);
}

/** A function without a name of its own has that which it is given. */
export function named([name, ...more]: readonly Token[], value: Value): Value {
  const isOnly = name?.kind === 'word' && (more.length === 0 || isSign(more[0], ':'));
  return isOnly && value.kind === 'function' && value.name === null ? { ...value, name: name.sign } : value;
}
