import type { Called } from './code-knowledge.ts';
import { type Chain, nameOf, noteLookUp, noteName, notePick, noteTaken } from './code-look-ups.ts';
import { FIXED } from './code-objects.ts';
import { elementsOf, insideOf, isSign, spanOf, type Token } from './code-tokens.ts';
import {
  areEqual,
  lookedUp,
  NONE,
  textValue,
  truthOf,
  truthValue,
  UNKNOWN,
  unknownOf,
  type Value,
} from './code-values.ts';
import { holds, methodOfText, partAt } from './text-methods.ts';

interface Arguments {
  readonly given: readonly Value[];
  readonly named: ReadonlyMap<string, Value> | null;
  readonly tokens: readonly (readonly Token[])[];
}

function argumentsIn({ context, names, evaluate }: Chain, group: Token): Arguments {
  const tokens = elementsOf(insideOf(context.all, group) ?? []);
  const given: Value[] = [];
  const named = new Map<string, Value>();
  let isOpen = false;
  for (const element of tokens) {
    const isSpread = isSign(element[0], '*', '**', '...');
    isOpen ||= isSpread;
    const isNamed = context.all.language === 'python' && element[0]?.kind === 'word' && isSign(element[1], '=');
    const value = evaluate(context, isNamed ? element.slice(2) : element, names);
    if (isNamed) named.set(element[0]?.sign ?? '', value);
    else given.push(value);
  }
  return { given, named: isOpen ? null : named, tokens };
}

function noteCall({ context }: Chain, { sign, span: [at] }: Token, { given, named }: Arguments): void {
  const calls = context.found.calls.get(sign) ?? [];
  const owner = context.all.code.slice(Math.max(0, at - 80), at);
  const isMember = /\.\s*$/.test(owner) && !/(?<![\w$.])(?:exports|this)\s*\.\s*$/.test(owner);
  const call: Called = { at, given, named, isMember };
  context.found.calls.set(sign, [...calls, call]);
}

/** `getattr(self, name)`, by a name that is made of the type. */
function attributeOf({ context }: Chain, { given, tokens }: Arguments): Value | null {
  const [of = [], ...others] = tokens;
  const key = given[1];
  const isPath = of.every((token) => token.kind === 'word' || isSign(token, '.'));
  if (key?.kind !== 'text' || !key.isTyped || !isPath || others.length > 1) return null;
  if (!/^[A-Za-z_]\w*$/.test(key.text)) return null;
  return { ...UNKNOWN, chain: `${context.all.code.slice(...spanOf(of))}.${key.text}`, isTyped: true };
}

/** What only looks at what it is given. */
const LOOKS =
  /^(?:len|list|sorted|tuple|set|frozenset|str|print|repr|keys|join|freeze|hasOwn|log|info|warning|warn|error|debug|dumps|stringify)$/;

export function called(chain: Chain, value: Value, at: number, group: Token, isMade: boolean): Value {
  const { context, tokens } = chain;
  const callee = tokens[at - 1];
  const isPlain = at === 1 && callee?.kind === 'word';
  const given = argumentsIn(chain, group);
  if (isPlain) noteCall(chain, callee, given);
  noteName(chain, value, at);
  if (isPlain) noteLooks(chain, callee.sign, given);
  const attribute = isPlain && callee.sign === 'getattr' ? attributeOf(chain, given) : null;
  if (attribute !== null) return attribute;
  if (isPlain && callee.sign === 'getattr') notePick(context, UNKNOWN, given.given[1] ?? UNKNOWN, callee.span[0]);
  const own = isPlain ? builtIn(callee.sign, given.given, isMade) : null;
  if (own !== null) return own;
  if (isPlain && value.kind === 'object' && given.given.length === 1)
    return memberOfEnum(value, given.given[0] ?? UNKNOWN);
  if (isMade) return { ...unknownOf(...given.given), kind: 'unknown', holds: true, chain: null };
  return isPlain && value.kind === 'function' ? context.returned(value.name ?? '') : unknownOf(value, ...given.given);
}

/** The member of an enumeration that has a value. */
function memberOfEnum(of: Value & { kind: 'object' }, value: Value): Value {
  const isIt = (member: Value) =>
    areEqual(member.kind === 'object' ? (lookedUp(member, textValue('value')) ?? UNKNOWN) : member, value) === true;
  const found = value.kind === 'text' ? of.entries.find((entry) => entry.at === FIXED && isIt(entry.value)) : undefined;
  return found === undefined ? unknownOf(value) : { ...found.value, isTyped: value.isTyped };
}

function noteLooks(chain: Chain, name: string, { tokens }: Arguments): void {
  if (!LOOKS.test(name)) return;
  for (const element of tokens) {
    const isName = element.length === 1 || isSign(element.at(-2), '.');
    if (isName && element.length < 4) noteLookUp(chain, element.at(-1), null);
  }
}

/** Functions of the languages that hand on what they are given, as far as it decides anything. */
function builtIn(name: string, [first, ...others]: readonly Value[], isMade: boolean): Value | null {
  if (first === undefined) return null;
  if (/^(?:str|String)$/.test(name) && !isMade) return first.kind === 'text' ? first : unknownOf(first);
  if (/^(?:list|tuple|set|frozenset|Set|sorted)$/.test(name) && others.length === 0) {
    return first.kind === 'list' ? first : unknownOf(first);
  }
  if (/^(?:bool|Boolean)$/.test(name) && !isMade)
    return truthValue(truthOf(first, name === 'bool' ? 'python' : ''), first);
  return null;
}

const ASKS = /^(?:get|has|keys|hasOwnProperty|includes|__contains__|hasOwn|at)$/;

export function method(chain: Chain, value: Value, at: number, member: Token, group: Token): Value {
  const { context, tokens } = chain;
  const { sign } = member;
  const given = argumentsIn(chain, group);
  noteCall(chain, member, given);
  noteLooks(chain, sign, given);
  if (ASKS.test(sign)) noteLookUp(chain, tokens[at - 1], sign === 'get' ? value : null);
  const found = methodOf(chain, value, at, { sign, group, given });
  if (found !== null) return found;
  const owner = at === 1 ? tokens[0]?.sign : undefined;
  if (owner === 'self' || owner === 'this') return context.returned(sign);
  return (owner === 'Object' ? ofObject(sign, given.given) : null) ?? unknownOf(value, ...given.given);
}

interface Method {
  readonly sign: string;
  readonly group: Token;
  readonly given: Arguments;
}

/** What a method makes of a value that is known; null where it is none of those that are told. */
function methodOf(chain: Chain, value: Value, at: number, { sign, group, given }: Method): Value | null {
  const [first, ...others] = given.given;
  const isAsked =
    /^(?:has|hasOwnProperty|includes|__contains__)$/.test(sign) && first !== undefined && others.length === 0;
  switch (value.kind) {
    case 'text':
      return methodOfText(value, sign, given.given, chain.context.all.language) ?? unknownOf(value, ...given.given);
    case 'object':
      if (sign === 'get' && first !== undefined) return gotten(chain, value, at, group, given);
      return isAsked ? holds(value, first) : null;
    case 'list':
      return isAsked ? holds(value, first) : ofList(value, sign, first);
    default: {
      if (sign === 'get' && first !== undefined) notePick(chain.context, value, first, group.span[0]);
      const isType = sign === 'get' && first?.kind === 'text' && first.text === 'ResourceType';
      return isType ? { ...UNKNOWN, isTyped: true } : null;
    }
  }
}

/** `list.at(0)`, `list.pop()`, `list.shift()`. */
function ofList(value: Value & { kind: 'list' }, sign: string, index: Value | undefined): Value | null {
  if (index !== undefined) return sign === 'at' ? partAt(value, index, 'python') : null;
  if (sign !== 'pop' && sign !== 'shift') return null;
  return value.items.at(sign === 'pop' ? -1 : 0) ?? unknownOf(value);
}

/** `table.get(key)`, `table.get(key, otherwise)`. */
function gotten(chain: Chain, value: Value, at: number, group: Token, { given }: Arguments): Value {
  const [key = UNKNOWN, otherwise] = given;
  const found = lookedUp(value, key);
  if (found === null || nameOf(found) === null) noteTaken(chain, value, key, group.span[0] + 1);
  else noteName(chain, found, at + 3);
  const none = chain.context.all.language === 'python' ? { ...NONE, word: 'None' } : NONE;
  return found ?? { ...(otherwise ?? none), isTyped: true };
}

/** `Object.freeze(value)`, `Object.keys(value)`. */
function ofObject(name: string, [first]: readonly Value[]): Value | null {
  if (name === 'freeze') return first ?? null;
  if (name !== 'keys' || first?.kind !== 'object' || !first.isWhole) return null;
  return { kind: 'list', items: first.entries.map(({ key }) => key), isTyped: false };
}
