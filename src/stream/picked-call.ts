import { closingAt, expressionEnd } from './code-spans.ts';
import { type Code, FEW, first, type Span, wordOf } from './code-variables.ts';
import { type CommandUses, commandUses, usesCommand } from './command-reference.ts';
import { isMadeOf, isOwnObject, mayBeClient, stringsIn, Values } from './picked-values.ts';

/** What code calls that it does not write out: `getattr(rds, name)(…)`, `rds[name](…)`, `new Command(…)`. */
export interface PickedCall {
  /** `start`: one that starts a stream can be picked; `open`: what is picked comes from where the text does not show. */
  readonly picks: 'start' | 'open' | 'nothing';
  /** The arguments of calls that start a stream. */
  readonly calls: readonly Span[];
}

/** A place at which a call is picked. */
interface Site {
  /** The expression that names what is called. */
  readonly target: Span;
  /** Whose method it is; null where the target is the command itself. */
  readonly receiver: Span | null;
  /** The arguments, where they stand at the same place. */
  readonly call: Span | null;
}

/** Code is written by anyone: so many brackets and constructors are looked at, the last, where a bundle has its own. */
const MANY = 1000;
/** What picks a call is short. */
const LONGEST = 300;

const NAMES = ['start_activity_stream', 'startActivityStream', 'StartActivityStreamCommand', 'StartActivityStream'];

/**
 * Reads what a text calls by a string or by a command that it holds in a variable. A string counts only where it reaches
 * such a place: anywhere else it is a mention, and no evidence (design 2.10).
 */
export function pickedCall(all: Code): PickedCall {
  const nothing = { picks: 'nothing', calls: [] } as const;
  if (all.language === 'shell') return nothing;
  const uses = all.language === 'javascript' ? commandUses(all) : 'none';
  const values = new Values(all);
  const found = sitesIn(all, uses).map((site) => ({ site, picks: pickAt(values, site, uses) }));
  const starting = found.filter(({ picks }) => picks === 'start');
  const calls = starting.flatMap(({ site }) => (site.call === null ? [] : [site.call]));
  if (starting.length > 0) return { picks: 'start', calls };
  return uses !== 'none' || found.some(({ picks }) => picks === 'open') ? { ...nothing, picks: 'open' } : nothing;
}

function sitesIn(all: Code, uses: CommandUses): readonly Site[] {
  if (all.language === 'python') return attributesIn(all);
  return uses === 'none' ? membersIn(all) : [...membersIn(all), ...commandsIn(all)];
}

/** `getattr(client, name)`, and what else calls by a name in Python. */
function attributesIn({ code }: Code): readonly Site[] {
  return first(FEW, code.matchAll(/\b(getattr|methodcaller|_make_api_call)\s{0,9}\(/g)).flatMap((found) => {
    const open = found.index + found[0].length;
    const end = expressionEnd(code, open);
    if (found[1] !== 'getattr') return [named([open, end], [open, closingAt(code, open)])];
    const close = closingAt(code, open);
    const target: Span = [end + 1, expressionEnd(code, end + 1)];
    // With a default it is an attribute that may not be there, not a method.
    if (code[end] !== ',' || !/^[\s,]*$/.test(code.slice(target[1], close))) return [];
    return [{ target, receiver: [open, end], call: argumentsAt(code, close + 1) }];
  });
}

/** `rds[name](…)`, `new sdk[name](…)` and `rds.makeRequest(name, …)`. */
function membersIn({ code }: Code): readonly Site[] {
  const requests = first(FEW, code.matchAll(/\.makeRequest\s{0,9}\(/g)).map((found) => {
    const open = found.index + found[0].length;
    return named([open, expressionEnd(code, open)], [open, closingAt(code, open)]);
  });
  const members = [...code.matchAll(/[\w$)]\s{0,9}(?:\?\.)?\[/g)].slice(-MANY).flatMap((found): readonly Site[] => {
    const open = found.index + found[0].length;
    const close = closingAt(code, open);
    const call = close - open > LONGEST ? null : argumentsAt(code, close + 1);
    if (call === null) return [];
    return [{ target: [open, close], receiver: chainBefore(code, open - 1), call }];
  });
  return [...requests, ...members];
}

function named(target: Span, call: Span): Site {
  return { target, receiver: null, call };
}

/** The arguments of a call, also by `call`, `apply` or `bind`, that opens at `at`; null where there is none. */
function argumentsAt(code: string, at: number): Span | null {
  const open = /^\s{0,9}(?:\?\.)?(?:\.(?:call|apply|bind))?\(/.exec(code.slice(at, at + 24));
  return open === null ? null : [at + open[0].length, closingAt(code, at + open[0].length)];
}

/** The chain of names that ends at `end`, with what is called in it. */
function chainBefore(code: string, end: number): Span {
  const before = code.slice(Math.max(0, end - 200), end);
  const chain = /(?:new\s{1,9})?[\w$.?]{1,99}(?:\([^()]{0,99}\))?[?.]{0,2}$/.exec(before)?.[0] ?? '';
  return [end - chain.length, end];
}

/** `new Command(…)`, `new (condition ? A : B)(…)` and `new COMMANDS[name](…)`. */
function commandsIn({ code }: Code): readonly Site[] {
  return [...code.matchAll(/\bnew(?:\s{1,9}(?=[\w$(])|(?=\())/g)].slice(-MANY).flatMap((found): readonly Site[] => {
    const start = found.index + found[0].length;
    const end = endOfTarget(code, start);
    const call = end - start > LONGEST ? null : argumentsAt(code, end);
    return call === null ? [] : [named([start, end], call)];
  });
}

function endOfTarget(code: string, start: number): number {
  let end = code[start] === '(' ? closingAt(code, start + 1) + 1 : start;
  for (;;) {
    const part = /^(?:[\w$.]{1,99}|\[)/.exec(code.slice(end, end + 99))?.[0];
    if (part === undefined) return end;
    end = part === '[' ? closingAt(code, end + 1) + 1 : end + part.length;
  }
}

function pickAt(values: Values, { target, receiver }: Site, uses: CommandUses): PickedCall['picks'] {
  if (receiver !== null && isOwnObject(values, receiver)) return 'nothing';
  const reached = values.behind(target);
  if (uses !== 'none' && reached.some((span) => usesCommand(values.all, span))) return 'start';
  const strings = reached.flatMap((span) => stringsIn(values.all, span));
  if (NAMES.some((name) => isMadeOf(name, strings))) return 'start';
  if (receiver === null) return uses === 'handed-over' && isParameter(values, target) ? 'start' : 'nothing';
  const pieces = strings.filter(({ isBeside }) => !isBeside);
  const mayBeStart = pieces.length === 0 || pieces.some(({ text }) => NAMES.some((name) => name.includes(text)));
  return mayBeStart && mayBeClient(values, receiver) ? 'open' : 'nothing';
}

/** A name that the code assigns nowhere and that stands among the parameters of something. */
function isParameter(values: Values, target: Span): boolean {
  const { code } = values.all;
  const name = code.slice(...target);
  if (!/^[A-Za-z_$][\w$]{0,63}$/.test(name) || values.of(name).length > 0) return false;
  return new RegExp(`[(,]\\s{0,40}${wordOf(name)}\\s{0,40}[,):]`).test(code);
}
