import type { Context, Names } from './code-knowledge.ts';
import { insideOf, isGroup, isSign, isWord, spanOf, splitAt, type Token } from './code-tokens.ts';
import { lookedUp, NONE, textValue, UNKNOWN, unknownOf, type Value } from './code-values.ts';
import { partAt, sliceOf } from './text-methods.ts';

/** Evaluates any expression; what stands in brackets comes back to it. */
export type Evaluate = (context: Context, tokens: readonly Token[], names: Names) => Value;

/** A name, a literal or a bracket, with what is looked up in it and called. */
export interface Chain {
  readonly context: Context;
  readonly tokens: readonly Token[];
  readonly names: Names;
  readonly evaluate: Evaluate;
}

/** An object that is looked up where it is written out. */
export function noteInline({ context }: Chain, token: Token | undefined): void {
  if (token?.kind !== 'group') return;
  const inner = token.sign === '(' ? (insideOf(context.all, token) ?? []) : [token];
  const [object, ...others] = inner;
  if (isGroup(object, '{') && others.length === 0 && object !== undefined)
    context.found.holders.set(object.span[0], '');
}

/** `of` is what is looked up in; null where nothing of it is taken. */
export function noteLookUp({ context }: Chain, token: Token | undefined, of: Value | null): void {
  if (token?.kind !== 'word') return;
  context.found.lookUps.add(token.span[0]);
  if (of === null || of.kind === 'object') context.found.served.add(token.span[0]);
  else context.found.served.delete(token.span[0]);
}

const TYPED = /^(?:ResourceType|resource_type|resourceType)$/;

export function memberOf(chain: Chain, value: Value, at: number, member: Token): Value {
  const { context, tokens } = chain;
  const isOwn = at === 1 && /^(?:self|cls|this)$/.test(tokens[0]?.sign ?? '');
  if (isOwn) return context.attribute(member.sign);
  if (value.kind === 'text' && member.sign === 'value') return value;
  if (value.kind === 'text' && member.sign === 'length') {
    return { kind: 'number', number: value.text.length, isTyped: value.isTyped };
  }
  const isTyped = TYPED.test(member.sign);
  if (value.kind === 'object') {
    const found = lookedUp(value, textValue(member.sign)) ?? NONE;
    noteTaken(chain, value, textValue(member.sign), member.span[0]);
    return isTyped ? { ...found, isTyped } : found;
  }
  const path = value.kind === 'unknown' && value.chain !== null ? `${value.chain}.${member.sign}` : null;
  return { kind: 'unknown', holds: null, chain: path, isTyped: isTyped || value.isTyped };
}

export function indexed(chain: Chain, value: Value, at: number, group: Token | undefined): Value {
  const { context, names, evaluate } = chain;
  const tokens = group === undefined ? null : insideOf(context.all, group);
  if (tokens === null) return UNKNOWN;
  const isPython = context.all.language === 'python';
  const slice = splitAt(tokens, (token) => isSign(token, ':'));
  if (isPython && slice.length > 1) {
    const [from = null, to = null] = slice.map((part) => (part.length === 0 ? null : evaluate(context, part, names)));
    return slice.length === 2 ? sliceOf(value, from, to) : unknownOf(value);
  }
  const key = evaluate(context, tokens, names);
  const isOwn = at === 1 && isWord(chain.tokens[0], 'this');
  if (value.kind === 'object' && !isOwn) return entryOf(chain, value, key, spanOf(tokens)[0]);
  if (key.kind === 'text' && TYPED.test(key.text)) return { ...UNKNOWN, isTyped: true };
  const own = picked(chain, at, key);
  if (own === null && value.kind === 'unknown') notePick(context, value, key, spanOf(tokens)[0]);
  return own ?? partAt(value, key, context.all.language);
}

/** A look-up by what is made of the type, in what is not. */
export function notePick({ found }: Context, of: Value, key: Value, at: number): void {
  if (key.isTyped && !of.isTyped) found.picks.add(at);
}

/** What stands under a key; what is not there is an error in Python. */
function entryOf(chain: Chain, value: Value, key: Value, at: number): Value {
  const found = lookedUp(value, key);
  if (found === null || nameOf(found) === null) noteTaken(chain, value, key, at);
  const isTyped = key.isTyped || found?.isTyped === true || (key.kind === 'text' && TYPED.test(key.text));
  return { ...(found ?? (chain.context.all.language === 'python' ? UNKNOWN : NONE)), isTyped };
}

/** What is looked up by a name that is made of the type: `this[name]`, `globals()[name]`. */
function picked({ context, tokens }: Chain, at: number, key: Value): Value | null {
  if (key.kind !== 'text' || !key.isTyped || !/^[A-Za-z_$][\w$]*$/.test(key.text)) return null;
  const of = tokens.slice(0, at);
  const isAll = /^(?:globals|locals|vars)$/.test(of[0]?.sign ?? '') && of.length === 2;
  const isPath = of.every((token) => token.kind === 'word' || isSign(token, '.'));
  if (!isAll && !isPath) return null;
  const path = context.all.code.slice(...spanOf(of));
  return { ...UNKNOWN, chain: isAll ? key.text : `${path}.${key.text}`, isTyped: true };
}

/** Of the entries of an object, those that a look-up may bring. */
export function noteTaken({ context }: Chain, value: Value, key: Value, at: number): void {
  if (value.kind !== 'object') return;
  if (key.kind === 'unknown' && key.isTyped && context.decide(key, at) === false) return;
  for (const entry of value.entries) {
    const isIt = key.kind === 'unknown' || lookedUp({ ...value, entries: [entry], isWhole: true }, key) !== null;
    if (isIt && entry.at >= 0) context.found.taken.add(entry.at);
  }
}

export function nameOf(value: Value): string | null {
  return value.kind === 'function' ? value.name : value.kind === 'unknown' ? value.chain : null;
}

/** What stands up to a place in a chain has a name in the code, and another form there. */
export function noteName({ context, tokens }: Chain, value: Value, end: number): void {
  const name = nameOf(value);
  const span = spanOf(tokens.slice(0, end));
  if (name !== null && context.all.text.slice(...span).trim() !== name)
    context.found.callees.set(span[0], { span, name });
}
