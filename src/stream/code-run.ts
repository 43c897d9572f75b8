import { assignTo } from './code-assignments.ts';
import { BoundNames, placesOf } from './code-bound.ts';
import { evaluate } from './code-evaluation.ts';
import { bracketAround, type CodeFunction, functionsAround, functionsNamed, outlineOf } from './code-functions.ts';
import { type Context, type Knowledge, type Names, noKnowledge } from './code-knowledge.ts';
import { FIXED } from './code-objects.ts';
import { parametersOf } from './code-parameters.ts';
import { runBlock } from './code-statements.ts';
import { type Unit, unitsIn } from './code-units.ts';
import { joinOf, NONE, textValue, truthOf, UNKNOWN, unknownOf, type Value } from './code-values.ts';
import { type Code, isIn, wordOf } from './code-variables.ts';

/** What is taken for granted of a condition that turns on the type and is not understood. */
export interface Assumed {
  readonly at: number;
  readonly holds: boolean;
}

/** Code is written by anyone: an expression in so many others is not looked at. */
const DEEPEST = 200;

/** So often the code is looked at: each look may follow what the last brought one call further. */
const LOOKS = 7;

/** What runs of a code where it is called with an event; null where the form of the code is not understood. */
export function runsWith(all: Code, event: Value, assumed: Assumed | null): Run | null {
  const units = unitsIn(all);
  if (units === null) return null;
  const bound = new BoundNames(all);
  let run = new Run({ all, event, assumed, units, bound }, noKnowledge());
  for (let look = 0; look < LOOKS; look++) {
    run.look();
    // Each look holds by itself; where the last brought nothing more the next will hardly.
    const isSame = look > 2 && sizesOf(run.found) === sizesOf(run.known);
    if (isSame) break;
    if (look < LOOKS - 1) run = new Run({ all, event, assumed, units, bound }, run.found);
  }
  return run;
}

function sizesOf({ dead, open, callees, served, taken }: Knowledge): string {
  return [dead.length, open.size, callees.size, served.size, taken.size].join(' ');
}

interface Given {
  readonly all: Code;
  readonly event: Value;
  readonly assumed: Assumed | null;
  readonly units: readonly Unit[];
  readonly bound: BoundNames;
}

/** One look at all the code, with what the last one brought. */
export class Run implements Context {
  readonly all: Code;
  readonly found = noKnowledge();
  readonly known: Knowledge;
  readonly #given: Given;
  #unit: Unit | null = null;

  constructor(given: Given, known: Knowledge) {
    this.all = given.all;
    this.known = known;
    this.#given = given;
  }

  look(): void {
    for (const unit of this.#given.units) {
      this.#unit = unit;
      const names = parametersOf(this, unit.of, this.#given.event);
      if (unit.returns !== null) {
        this.#noteReturn(unit.of, evaluate(this, unit.returns, names));
        continue;
      }
      const behind = runBlock(this, unit.body, names, {
        assign: (target, value) => assignTo(this, target, value, unit),
        returned: (value) => this.#noteReturn(unit.of, value),
        bound: this.#given.bound,
      });
      if (behind !== null)
        this.#noteReturn(unit.of, { ...NONE, word: this.all.language === 'python' ? 'None' : 'undefined' });
    }
  }

  #depth = 0;

  isTooDeep = (): boolean => {
    if (this.#depth >= DEEPEST) return true;
    this.#depth++;
    return false;
  };

  rise = (): void => {
    this.#depth--;
  };

  decide = (value: Value, at: number): boolean | null => {
    const holds = truthOf(value, this.all.language);
    if (holds !== null || !value.isTyped) return holds;
    this.found.open.add(at);
    return this.#given.assumed?.at === at ? this.#given.assumed.holds : null;
  };

  nameAt = (name: string, at: number, names: Names): Value => {
    if (name === 'this') return this.#own();
    const { bound } = this.#given;
    const of = this.#unit?.of ?? null;
    const own = names.get(name);
    if (own !== undefined) return bound.isLoose(name, of, this.known) ? unknownOf(own) : this.#readable(name, own);
    if (bound.isBoundIn(name, of)) return bound.isImported(name) ? { ...UNKNOWN, chain: name } : UNKNOWN;
    const around = [...functionsAround(outlineOf(this.all), at).filter((each) => each !== of), null];
    for (const each of around) {
      const held = this.#heldBy(each, name);
      if (held !== null) return held;
    }
    if (bound.places(name).length > 0) return { ...UNKNOWN, chain: around.length > 1 ? null : name };
    const isFunction = functionsNamed(outlineOf(this.all), name).length > 0;
    const isClass = new RegExp(`\\bclass\\s+${wordOf(name)}`).test(this.all.code);
    const defined: Value =
      isFunction || isClass ? { kind: 'function', name, isTyped: false } : { ...UNKNOWN, chain: name };
    return this.known.classes.get(name) ?? defined;
  };

  /** What a function around, or the file, gives a name; null where it has none of that name. */
  #heldBy(of: CodeFunction | null, name: string): Value | null {
    const { bound } = this.#given;
    const isParameter = of?.parameters.some((span) => namesIn(this.all, span).includes(name)) === true;
    if (!isParameter && !bound.isBoundIn(name, of)) return null;
    const held = this.known.constants.get(of?.range[0] ?? -1)?.get(name);
    const isConstant = isParameter
      ? !bound.isLoose(name, of, this.known) && !bound.isBoundIn(name, of)
      : bound.isConstant(name, of, this.known);
    const other: Value = bound.isImported(name) ? { ...UNKNOWN, chain: name } : UNKNOWN;
    return isConstant && held !== undefined ? this.#readable(name, held) : other;
  }

  /** What is put under `this`. */
  #own(): Value {
    const keys = [...this.known.attributes.keys()];
    const entries = keys.map((key) => ({ key: textValue(key), value: this.attribute(key), at: FIXED }));
    return { kind: 'object', entries, isWhole: false, isTyped: false };
  }

  /** An object or a list may be changed wherever it is not only looked up. */
  #readable(name: string, value: Value): Value {
    const isWritten = value.kind === 'object' && !isFixed(value);
    if (!isWritten && !(value.kind === 'list' && value.isFixed !== true)) return value;
    return this.isOnlyLookedUp(name) ? value : { ...UNKNOWN, isTyped: value.isTyped };
  }

  isOnlyLookedUp(name: string): boolean {
    const { known } = this;
    return placesOf(this.all, name).every(
      (at) => known.lookUps.has(at) || known.assigned.has(at) || known.dead.some((span) => isIn(at, span)),
    );
  }

  /** Whether all look-ups in what a name means are known. */
  isServed(name: string, served: ReadonlySet<number>): boolean {
    return placesOf(this.all, name).every(
      (at) => served.has(at) || this.found.assigned.has(at) || this.found.dead.some((span) => isIn(at, span)),
    );
  }

  attribute = (name: string): Value => {
    const { code } = this.all;
    const put = this.known.attributes.get(name);
    const [own] = functionsNamed(outlineOf(this.all), name);
    const isProperty =
      own !== undefined &&
      /(?:@(?:cached_)?property\s*\n\s*(?:async\s+)?def|\bget)\s+$/.test(code.slice(Math.max(0, own.at - 60), own.at));
    if (isProperty) return this.returned(name);
    if (put === undefined || /\bsetattr\b|__dict__|\bassign\(\s*this\b|\bdefinePropert/.test(code)) return UNKNOWN;
    const writes = [...code.matchAll(new RegExp(`\\.(${name})\\s*(?:[-+*/%&|^@?]{1,2})?=(?![=>])`, 'g'))];
    const isDead = (at: number) => this.known.dead.some((span) => isIn(at, span));
    if (writes.some(({ index }) => !put.has(index + 1) && !isDead(index))) return UNKNOWN;
    const isSet = this.all.language === 'python' || [...put.keys()].some((at) => this.#isFirst(at));
    if (this.all.language !== 'python' && this.#given.bound.places(name).some(({ at }) => !this.known.assigned.has(at)))
      return UNKNOWN;
    return this.#readable(name, joinOf([...put.values(), ...(isSet ? [] : [NONE])]));
  };

  /** Whether every object has from its making on what is put there: in the constructor, under no condition. */
  #isFirst(at: number): boolean {
    const outline = outlineOf(this.all);
    const [around] = functionsAround(outline, at);
    return around?.name === 'constructor' && outline.closes[bracketAround(outline, at)] === around.range[1];
  }

  returned = (name: string): Value => {
    const named = functionsNamed(outlineOf(this.all), name);
    const all = this.known.returns.get(name);
    const [of] = named;
    if (of === undefined || named.length > 1 || all === undefined) return UNKNOWN;
    if (/\byield\b/.test(this.all.code.slice(...of.range)) || this.isDecorated(of)) return unknownOf(...all);
    if (!this.#isAwaited(of, name)) return unknownOf(...all);
    return plain(joinOf(all));
  };

  /** What is not waited for is a promise. */
  #isAwaited({ at }: CodeFunction, name: string): boolean {
    const { code } = this.all;
    const isAsync =
      /\basync\b[\w\s*(]*$/.test(code.slice(Math.max(0, at - 40), at)) ||
      new RegExp(`${wordOf(name)}\\s*[:=]\\s*async\\b`).test(code);
    const calls = placesOf(this.all, name).filter((place) =>
      this.known.calls.get(name)?.some((call) => call.at === place),
    );
    return (
      !isAsync ||
      calls.every((place) => /\bawait\s+(?:this\.|self\.)?$/.test(code.slice(Math.max(0, place - 20), place)))
    );
  }

  isDecorated({ at }: CodeFunction): boolean {
    const before = this.all.code.slice(Math.max(0, at - 200), at);
    return /@(?!(?:static|class)method|(?:cached_)?property)[\w.]+[^\n]*\n\s*(?:async\s+)?(?:def\s+)?$/.test(before);
  }

  #noteReturn(of: CodeFunction | null, value: Value): void {
    if (of?.name === null || of === null) return;
    this.found.returns.set(of.name, [...(this.found.returns.get(of.name) ?? []), value]);
  }
}

function isFixed({ entries }: Value & { kind: 'object' }): boolean {
  return entries.length > 0 && entries.every(({ at }) => at === FIXED);
}

/** Handed on, an object or a list that is written out may be changed anywhere. */
export function plain(value: Value): Value {
  return (value.kind === 'object' && !isFixed(value)) || value.kind === 'list'
    ? { ...UNKNOWN, isTyped: value.isTyped }
    : value;
}

function namesIn({ code }: Code, span: readonly [number, number]): readonly string[] {
  return code.slice(...span).match(/[A-Za-z_$][\w$]*/g) ?? [];
}
