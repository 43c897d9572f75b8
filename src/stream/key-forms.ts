import { argumentAt } from './code-arguments.ts';
import { type Binding, bindingsOf, isOnlyRead } from './code-bindings.ts';
import { changesIn, handedOn, writesOf } from './code-changes.ts';
import { type CodeExpression, EACH, type Entry, readExpression, type Step } from './code-expression.ts';
import {
  type CodeFunction,
  calledAs,
  functionsAround,
  functionsNamed,
  outlineOf,
  parameterAround,
} from './code-functions.ts';
import { closingAt, expressionEnd } from './code-spans.ts';
import { type Code, type Span, wordOf } from './code-variables.ts';
import { combined, type KeyForm, NOTHING, UNKNOWN_FORM } from './key-form.ts';

/** Code that is followed further than this is not understood. */
const STEPS = 500;

/** Names that a function gives to what it takes where no call of it is in sight. */
const PROPERTIES = /^(?:resource_?)?prop(?:ertie)?s$/i;

/** The properties of the custom resource in the event: `event['ResourceProperties']`, `event.get('ResourceProperties')`. */
const EVENT_PROPERTIES = `[\\w$]+(?:\\?\\.|\\.get\\(|\\[|\\.)['"]?ResourceProperties['"]?[\\])]?`;

/** `props = event['ResourceProperties']`, `{ ResourceProperties: props }`. */
const NAMED_PROPERTIES = new RegExp(
  `([\\w$]{1,99})\\s{0,9}=\\s{0,9}${EVENT_PROPERTIES}\\s{0,9}(?=[;,)\\n]|$)|\\bResourceProperties\\s{0,9}:\\s{0,9}([\\w$]{1,99})`,
  'g',
);

/** What an expression makes that is no object that was there before; what a call returns is taken to be made by it. */
const MADE: ReadonlySet<CodeExpression['kind']> = new Set(['object', 'list', 'string', 'nothing', 'call']);

/** Follows expressions of one text to where their values come from. */
export class KeyForms {
  readonly #all: Code;
  /** The names that are being followed, with the ways into their values. */
  readonly #following = new Map<string, string>();
  #steps = 0;
  #names: ReadonlySet<string> | null = null;
  #isReplaced: boolean | null = null;

  constructor(all: Code) {
    this.#all = all;
  }

  /** What stands at the end of the path in an expression. */
  of(expression: CodeExpression, path: readonly Step[] = []): KeyForm {
    return this.#give(expression, path) ?? UNKNOWN_FORM;
  }

  /** Null where a name stands for what it stood for before, so that nothing is added. */
  #give(expression: CodeExpression, path: readonly Step[]): KeyForm | null {
    if (++this.#steps > STEPS || path.includes('OldResourceProperties')) return UNKNOWN_FORM;
    const begin = path.lastIndexOf('ResourceProperties');
    if (begin >= 0) return this.#giveProperty('property', path.slice(begin + 1));
    switch (expression.kind) {
      case 'string':
        if (expression.value === '') return NOTHING;
        return path.length === 0 ? { kind: 'literal', value: expression.value } : UNKNOWN_FORM;
      case 'nothing':
        return NOTHING;
      case 'unread':
        return UNKNOWN_FORM;
      case 'member':
        return this.#giveMember(expression.of, [expression.name, ...path]);
      case 'name':
        return this.#giveName(expression.name, expression.at, path);
      case 'call':
        return this.#giveReturned(expression.name, path);
      case 'first':
      case 'either':
        return combined(
          expression.kind,
          expression.of.map((each) => this.#give(each, path)),
        );
      case 'object':
        return this.#giveEntry(expression.entries, path);
      case 'list':
        return this.#giveItem(expression.items, path);
    }
  }

  #giveMember(of: CodeExpression, path: readonly Step[]): KeyForm | null {
    const isOf = (name: string) => of.kind === 'name' && of.name === name;
    if (isOf('environ')) return environment(path);
    if ((isOf('os') && path[0] === 'environ') || (isOf('process') && path[0] === 'env'))
      return environment(path.slice(1));
    if (isOf('self') || isOf('this')) return this.#giveAttribute(path);
    return this.#give(of, path);
  }

  #giveEntry(entries: readonly Entry[], [name, ...path]: readonly Step[]): KeyForm | null {
    const found: (KeyForm | null)[] = [];
    for (const entry of entries.toReversed()) {
      if (name === undefined || typeof name === 'number' || (entry.name === null && !entry.isSpread)) {
        return combined('first', [...found, UNKNOWN_FORM]);
      }
      if (entry.isSpread) found.push(this.#give(entry.value, [name, ...path]));
      else if (entry.name === name) return combined('first', [...found, this.#give(entry.value, path)]);
    }
    return combined('first', [...found, NOTHING]);
  }

  #giveItem(items: readonly CodeExpression[], [place, ...path]: readonly Step[]): KeyForm | null {
    if (typeof place !== 'number') return UNKNOWN_FORM;
    const taken = place === EACH ? items : items.slice(place, place + 1);
    return taken.length === 0
      ? NOTHING
      : combined(
          'either',
          taken.map((item) => this.#give(item, path)),
        );
  }

  #giveName(name: string, at: number, path: readonly Step[]): KeyForm | null {
    const { all: bindings, within } = bindingsOf(this.#all, name, at);
    // A name that the code nowhere gives a value stands for the properties in pieces of code; alone it tells nothing.
    if (bindings.length === 0 && (path.length === 0 || !isOnlyRead(this.#all, name))) return UNKNOWN_FORM;
    const owner = functionsAround(outlineOf(this.#all), at)
      .map((each) => each.at)
      .join();
    return this.#once(`${name} ${owner}`, path, () => {
      const given =
        bindings.length === 0
          ? [this.#giveProperty('part', path)]
          : bindings.map((binding) => this.#giveBinding(name, binding, path));
      return [...given, ...this.#changes(wordOf(name), path, within)];
    });
  }

  /** Null where what is followed comes back to itself on the same way, so that nothing is added. */
  #once(key: string, path: readonly Step[], forms: () => readonly (KeyForm | null)[]): KeyForm | null {
    const [way, earlier] = [JSON.stringify(path), this.#following.get(key)];
    if (earlier !== undefined) return earlier === way ? null : UNKNOWN_FORM;
    this.#following.set(key, way);
    const form = combined('either', forms());
    this.#following.delete(key);
    return form;
  }

  /** A property of the custom resource, with what the code puts in its place. */
  #giveProperty(kind: 'property' | 'part', path: readonly Step[]): KeyForm | null {
    const object = `(?:${[...[...this.#called()].map(wordOf), EVENT_PROPERTIES].join('|')})`;
    return this.#once(`ResourceProperties.${path.join('.')}`, path, () => [
      { kind, path },
      ...this.#changes(object, path),
      this.#isWrittenOtherwise(path) ? UNKNOWN_FORM : null,
    ]);
  }

  /** Whether the code may put something in the place of a property in a way that is not followed, or replaces them all. */
  #isWrittenOtherwise([name]: readonly Step[]): boolean {
    if (typeof name !== 'string' || !/^\w+$/.test(name)) return false;
    const isWritten = writesOf(this.#all, name).some(({ object, at, isPlain, isInEvent }) => {
      if (isInEvent || this.#called().has(object)) return !isPlain;
      return !/^(?:self|this)$/.test(object) && this.#mayBeProperties(object, at);
    });
    this.#isReplaced ??= writesOf(this.#all, 'ResourceProperties').length > 0;
    return isWritten || this.#isReplaced;
  }

  /** What the code calls the properties of the event. */
  #called(): ReadonlySet<string> {
    const found = () => [...this.#all.text.matchAll(NAMED_PROPERTIES)];
    this.#names ??= new Set(found().map(([, given, taken]) => given ?? taken ?? ''));
    return this.#names;
  }

  /** Whether a name may stand for the properties though nothing shows it: not what is made on the spot. */
  #mayBeProperties(name: string, at: number): boolean {
    return bindingsOf(this.#all, name, at).all.some((binding) => {
      if (binding.kind === 'unread') return true;
      if (binding.kind === 'value') return binding.path.length > 0 || !MADE.has(binding.value.kind);
      const calls = this.#callsOf(binding.of);
      return calls === null || (calls.length === 0 && (binding.of.name === null || PROPERTIES.test(name)));
    });
  }

  #giveBinding(name: string, binding: Binding, path: readonly Step[]): KeyForm | null {
    if (binding.kind === 'unread') return UNKNOWN_FORM;
    const way = [...binding.path, ...path];
    const form = binding.kind === 'value' ? this.#give(binding.value, way) : this.#giveParameter(name, binding, way);
    return binding.fallback === null ? form : combined('first', [form, this.#give(binding.fallback, path)]);
  }

  /** What the calls of its function give to a parameter. */
  #giveParameter(
    name: string,
    { of, index, otherwise }: Extract<Binding, { kind: 'parameter' }>,
    path: readonly Step[],
  ): KeyForm | null {
    if (path.includes('ResourceProperties')) return this.#give({ kind: 'unread' }, path);
    const calls = this.#callsOf(of);
    if (calls !== null && calls.length === 0 && PROPERTIES.test(name) && path.length > 0) {
      return this.#giveProperty('part', path);
    }
    if (calls === null || calls.length === 0) return UNKNOWN_FORM;
    const given = calls.map((call) => {
      const value = argumentAt(this.#all, of, call, name, index, otherwise);
      return value === null ? NOTHING : this.#give(value, path);
    });
    return combined('either', given);
  }

  /** The arguments of all calls of a function; null where it is handed to something that may call it. */
  #callsOf(of: CodeFunction): readonly Span[] | null {
    const { code } = this.#all;
    if (of.name === null) return [];
    const name = calledAs(this.#all, of);
    if (name === null) return null;
    const calls: Span[] = [];
    const namesakes = functionsNamed(outlineOf(this.#all), name);
    for (const { index } of code.matchAll(new RegExp(wordOf(name), 'g'))) {
      if (namesakes.some(({ at }) => at === index) || /\bclass\s+$/.test(code.slice(index - 20, index))) continue;
      const end = index + name.length;
      const open = /^\s{0,9}(?:\?\.)?\(/.exec(code.slice(end, end + 20));
      if (open !== null) calls.push([end + open[0].length, closingAt(code, end + open[0].length)]);
      else if (!isPassing(code, index, end)) return null;
    }
    return calls;
  }

  /** What the code's own function of that name returns. */
  #giveReturned(name: string, path: readonly Step[]): KeyForm | null {
    const outline = outlineOf(this.#all);
    const [of, ...others] = functionsNamed(outline, name);
    if (of === undefined || others.length > 0 || bindingsOf(this.#all, name, 0).all.length > 1) return UNKNOWN_FORM;
    const { code } = this.#all;
    if (of.returns !== null) return this.#give(readExpression(this.#all, of.returns), path);
    const [start, end] = of.range;
    const returns = [...code.slice(start, end).matchAll(/\breturn\b|\byield\b/g)].filter(
      ({ index }) => functionsAround(outline, start + index)[0] === of,
    );
    if (returns.length === 0 || returns.some(([word]) => word === 'yield')) return UNKNOWN_FORM;
    const given = returns.map(({ index, 0: word }) => {
      const from = start + index + word.length;
      return this.#give(readExpression(this.#all, [from, expressionEnd(code, from)]), path);
    });
    return combined('either', given);
  }

  /** `self.key` and `this.key`, by what is assigned to it anywhere, or is made it by a constructor's parameter. */
  #giveAttribute([attribute, ...path]: readonly Step[]): KeyForm | null {
    if (typeof attribute !== 'string' || !/^#?\w+$/.test(attribute)) return UNKNOWN_FORM;
    const assigned = new RegExp(`\\b(?:self|this)\\.${attribute}(?!\\w)\\s*(?::[^=\\n]{0,100})?=(?![=>])`, 'g');
    const declared = new RegExp(`(?<=\\b(?:private|public|protected|readonly)\\s{1,9})${attribute}(?!\\w)`, 'g');
    return this.#once(`this.${attribute}`, path, () => {
      const { code } = this.#all;
      const values = [...code.matchAll(assigned)].map(({ index, 0: whole }) => {
        const from = index + whole.length;
        return readExpression(this.#all, [from, expressionEnd(code, from)]);
      });
      const parameters = [...code.matchAll(declared)]
        .filter(({ index }) => parameterAround(outlineOf(this.#all), index) !== null)
        .map(({ index: at }): CodeExpression => ({ kind: 'name', name: attribute, at }));
      const given = [...values, ...parameters].map((each) => this.#give(each, path));
      return given.length === 0 ? [UNKNOWN_FORM] : [...given, ...this.#changes(`(?:self|this)\\.${attribute}`, path)];
    });
  }

  /** What the code puts into an object where something is looked up in it, itself or by a function that it hands it to. */
  #changes(
    object: string,
    path: readonly Step[],
    within: Span = [0, this.#all.code.length],
  ): readonly (KeyForm | null)[] {
    if (path.length === 0) return [];
    if (++this.#steps > STEPS) return [UNKNOWN_FORM];
    const forms = changesIn(this.#all, object, path, within).map(({ value, path: rest }) => this.#give(value, rest));
    const byOthers = handedOn(this.#all, object, within).map(({ of, name }) =>
      this.#once(`${name} in ${of.at}`, path, () => this.#changes(wordOf(name), path, of.range)),
    );
    return [...forms.map((form) => (form?.kind === 'nothing' ? null : form)), ...byOthers];
  }
}

function environment([name, ...rest]: readonly Step[]): KeyForm {
  return typeof name === 'string' && rest.length === 0 ? { kind: 'variable', name } : UNKNOWN_FORM;
}

/** Where a name is imported, exported, taken apart, or names a property, nothing else gets hold of it. */
function isPassing(code: string, start: number, end: number): boolean {
  const before = code.slice(Math.max(0, start - 200), start);
  const behind = code.slice(end, end + 200);
  if (/\b(?:import|export)\b[^;\n]*$/.test(before) || /\.\s{0,9}$/.test(before)) return true;
  return (
    /\bexports\s{0,9}=\s{0,9}\{[^{}]*$/.test(before) ||
    /^\s{0,9}:(?!:)/.test(behind) ||
    /\bexports\.[\w$]+\s*=\s*$/.test(before) ||
    /^[^(){}]*\}\s*=(?![=>])/.test(behind)
  );
}
