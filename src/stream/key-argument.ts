import { asSpoken, holesOf, printable, type Text, textOf } from '../resolve/text.ts';
import { type CodeExpression, readArguments, readExpression } from './code-expression.ts';
import { bracketAround, functionsNamed, outlineOf } from './code-functions.ts';
import { elementsIn } from './code-parts.ts';
import { closingAt, expressionEnd, isTakenApart } from './code-spans.ts';
import type { Language } from './code-text.ts';
import { type Code, FEW, first, type Span } from './code-variables.ts';
import { eitherOf, type KeyForm, UNKNOWN_FORM } from './key-form.ts';
import { KeyForms } from './key-forms.ts';
import { keyOption } from './key-option.ts';

/** What the code says of the key that it gives to StartActivityStream. */
export interface KeyArgument {
  /** Null where it says nothing of it. */
  readonly form: KeyForm | null;
  /** What Fn::Sub puts into the code, by what stands in its place. */
  readonly tokens: ReadonlyMap<string, Text>;
}

const CALLED =
  /(?:start_activity_stream|startActivityStream|StartActivityStreamCommand)['"`]?\s{0,9}[\])]?\s{0,9}[(,]/g;

/**
 * Reads the argument KmsKeyId of the calls, or where none is in sight, what the code gives under that name; `picked` are
 * the arguments of calls that the code makes by another name.
 */
export function readKeyArgument(
  text: string,
  code: string,
  language: Language,
  picked: readonly Span[] = [],
): KeyArgument {
  const all: Code = { text, code, language };
  const calls = new Map([...callsIn(all), ...picked].map((span) => [span[0], span]));
  const found = [...argumentsOf(all, [...calls.values()]), ...keyOption(all)];
  return { form: found.length === 0 ? null : eitherOf(found), tokens: new Map() };
}

/** The arguments of the calls; where the method is handed to a function, `submit(rds.start…, KmsKeyId=k)`, what goes with it. */
function callsIn(all: Code): readonly Span[] {
  const { text, code, language } = all;
  if (language === 'shell') return [];
  return first(FEW, text.matchAll(CALLED)).flatMap((found): readonly Span[] => {
    const start = found.index + found[0].length;
    const call: Span = [start, closingAt(code, start)];
    if (code[start - 1] !== ',') return code[start - 1] === '(' ? [call] : [];
    const isHanded = code[found.index] === text[found.index] && code[bracketAround(outlineOf(all), start)] === '(';
    return isHanded && /\bKmsKeyId\b|\*\*/.test(text.slice(...call)) ? [call] : [];
  });
}

function argumentsOf(all: Code, calls: readonly Span[]): readonly KeyForm[] {
  const forms = new KeyForms(all);
  const given = calls.flatMap((call) => argumentOf(all, forms, call));
  const inCalls = given.filter((form) => form !== OPEN);
  const elsewhere = () => argumentsElsewhere(all).map((span) => forms.of(readExpression(all, span)));
  const told = inCalls.length > 0 ? inCalls : elsewhere();
  return given.includes(OPEN) ? [...told, OPEN] : told;
}

const NAME = /\bKmsKeyId\b/;

/** What a call is handed and is not understood may hand on any key. */
const OPEN: KeyForm = { kind: 'only' };

/** What one call gives: an argument of Python, or an entry of an object that stands there or that a variable holds. */
function argumentOf(all: Code, forms: KeyForms, call: Span): readonly KeyForm[] {
  const given = objectsIn(all, call).map((object) => forms.of(object, ['KmsKeyId']));
  const found = given.filter(({ kind }) => kind !== 'nothing' && kind !== 'unknown');
  if (NAME.test(all.text.slice(...call))) return found.length > 0 ? found : [UNKNOWN_FORM];
  if (found.length === 0 && given.some(({ kind }) => kind === 'unknown')) return [OPEN];
  // Something as a whole is handed on: whichever part of it goes as the key.
  return found.map((form) =>
    form.kind === 'part' && form.path.length === 1 ? { kind: 'first', of: [form, { kind: 'named' }] } : form,
  );
}

function objectsIn(all: Code, call: Span): readonly CodeExpression[] {
  const elements = elementsIn(all.code, call);
  const positional = elements.filter(
    (span) => !/^\s*(?:\*|\.\.\.|[A-Za-z_]\w*\s*=(?!=))/.test(all.code.slice(...span)),
  );
  const objects = positional.map((span) => readExpression(all, span));
  if (all.language !== 'python') return objects;
  const entries = readArguments(all, call).filter(({ name, isSpread }) => name !== null || isSpread);
  return [{ kind: 'object', entries }, ...objects];
}

const TYPES = /^\s*(?:string|any|unknown|str|Optional)\b(?!\s*\()/;

/** The expressions that are given as KmsKeyId anywhere: `KmsKeyId=x`, `'KmsKeyId': x`, `{ KmsKeyId }`. */
function argumentsElsewhere(all: Code): readonly Span[] {
  const { text, code, language } = all;
  return first(FEW, text.matchAll(/(['"]?)\bKmsKeyId\1\]?\s{0,9}([=:,}])(?!=)/g)).flatMap((found): readonly Span[] => {
    const at = found.index;
    const end = at + found[0].length;
    const [, quote = '', sign] = found;
    const isPattern = language === 'javascript' && isTakenApart(code, at);
    if (code[at] !== text[at] || isPattern || isGivenToAnother(all, at)) return [];
    if (sign === '=' || sign === ':')
      return TYPES.test(code.slice(end, end + 40)) ? [] : [[end, expressionEnd(code, end)]];
    const isShort = language === 'javascript' && quote === '' && /[{,]\s*$/.test(code.slice(Math.max(0, at - 80), at));
    return isShort ? [[at, at + 'KmsKeyId'.length]] : [];
  });
}

/** Whether it is an argument of another service's call: of a method or a command that is not the code's own. */
function isGivenToAnother(all: Code, at: number): boolean {
  const outline = outlineOf(all);
  const inner = bracketAround(outline, at);
  const open = all.code[inner] === '{' ? bracketAround(outline, inner) : inner;
  if (all.code[open] !== '(') return false;
  const callee = /(\.|\bnew\s{1,9})?([\w$]{1,99})\s{0,9}$/.exec(all.code.slice(Math.max(0, open - 120), open));
  const [, before, name = ''] = callee ?? [];
  return (
    before !== undefined &&
    !/^(?:update|assign|freeze|call|apply|bind)$/.test(name) &&
    functionsNamed(outline, name).length === 0
  );
}

/** The argument with what Fn::Sub puts into the code in place of its name. */
export function withTokens({ form }: KeyArgument, code: readonly Text[]): KeyArgument {
  const holes = code.flatMap((text) => holesOf(asSpoken(text)).map((hole) => textOf(hole)));
  return { form, tokens: new Map(holes.map((hole) => [printable(hole), hole])) };
}
