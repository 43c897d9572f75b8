import { assignTo } from './code-assignments.ts';
import { placesOf } from './code-bound.ts';
import { evaluate } from './code-evaluation.ts';
import { type CodeFunction, calledAs, outlineOf } from './code-functions.ts';
import type { Names } from './code-knowledge.ts';
import { plain, type Run } from './code-run.ts';
import { elementsOf, insideOf, isSign, type Token, tokensIn } from './code-tokens.ts';
import { joinOf, UNKNOWN, type Value } from './code-values.ts';
import { type Code, isIn } from './code-variables.ts';

const EVENT = /^_?(?:event|evt|lambda_event|cfn_event|cfnEvent)$/i;
const EVENT_OF_FUNCTION = /^(?:e|ev|req|request|cfn_request|cfnRequest|input|payload|message|msg)$/;

/** What the parameters of a function are called with: by the code, or by Lambda with the event. */
export function parametersOf(run: Run, of: CodeFunction | null, event: Value): Names {
  const names = new Map<string, Value>();
  if (of === null) return names;
  const { all, found } = run;
  const spans = of.parameters.filter((span) => !/^\s*[*/]\s*$/.test(all.code.slice(...span)));
  const isMethod = spans[0] !== undefined && /^\s*(?:self|cls)\s*$/.test(all.code.slice(...spans[0]));
  for (const [index, span] of spans.entries()) {
    const tokens = tokensIn(all, span) ?? [];
    const [first] = tokens;
    if (first?.kind !== 'word' && first?.kind !== 'group') continue;
    const place = isMethod ? index - 1 : index;
    const value = place < 0 ? UNKNOWN : parameterOf(run, { of, place, tokens }, event);
    for (const [name, each] of assignTo(run, [first], value, null)) names.set(name, each);
  }
  const constants = found.constants.get(of.range[0]) ?? new Map<string, Value>();
  for (const [name, value] of names) constants.set(name, value);
  found.constants.set(of.range[0], constants);
  return names;
}

interface Placed {
  readonly of: CodeFunction;
  /** Among the arguments of a call. */
  readonly place: number;
  readonly tokens: readonly Token[];
}

function parameterOf(run: Run, { of, place, tokens }: Placed, event: Value): Value {
  const { all, known } = run;
  const [first] = tokens;
  const called = calledAs(all, of);
  const isTop = isOfFile(all, of);
  const calls = (called === null ? [] : (known.calls.get(called) ?? [])).filter(({ isMember }) => !(isTop && isMember));
  const given = calls.map((call): Value => {
    const value = call.given[place] ?? (first?.kind === 'word' ? call.named?.get(first.sign) : undefined);
    if (call.named === null) return UNKNOWN;
    if (value !== undefined) return plain(value);
    const otherwise = tokens.findIndex((token) => isSign(token, '='));
    return otherwise < 0 ? UNKNOWN : evaluate(run, tokens.slice(otherwise + 1), new Map());
  });
  const places = called === null ? [] : placesOf(all, called);
  const isTold = (at: number) =>
    at === of.at ||
    calls.some((call) => call.at === at) ||
    (isTop && known.calls.get(called ?? '')?.some((call) => call.at === at) === true) ||
    known.dead.some((span) => isIn(at, span)) ||
    isClassName(all, at);
  const isTracked = called !== null && places.every(isTold) && !run.isDecorated(of);
  if (isTracked && given.length > 0) return joinOf(given);
  return place === 0 && first !== undefined && isEvent(all, of, first) ? joinOf([event, ...given]) : UNKNOWN;
}

/** A function of the file itself is no member of anything else. */
function isOfFile(all: Code, { at }: CodeFunction): boolean {
  if (all.language !== 'python') return outlineOf(all).outer[at] === -1;
  return /(?:^|\n)(?:async[ \t]+)?def[ \t]+$/.test(all.code.slice(Math.max(0, at - 40), at));
}

/** By its name, or by what is taken out of it. */
function isEvent(all: Code, { name: own }: CodeFunction, first: Token): boolean {
  if (first.kind === 'word') return EVENT.test(first.sign) || (own !== null && EVENT_OF_FUNCTION.test(first.sign));
  const parts = elementsOf(insideOf(all, first) ?? []);
  return parts.some(([key]) => /^(?:ResourceType|RequestType|ResourceProperties)$/.test(key?.sign ?? ''));
}

function isClassName({ code }: Code, at: number): boolean {
  return /\bclass\s+$/.test(code.slice(Math.max(0, at - 20), at));
}
