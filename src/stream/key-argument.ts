import { asSpoken, holesOf, printable, type Text, textOf } from '../resolve/text.ts';
import { closingAt, expressionEnd, isTakenApart } from './code-spans.ts';
import type { Language } from './code-text.ts';
import { assignedTo, type Code, FEW, first, follow, type Span } from './code-variables.ts';

/** An expression in the code that gives the key: a string, or names of which the first that is there counts. */
export interface GivenKey {
  readonly literal: Text | null;
  readonly names: readonly string[];
}

/** What the code says of the key that it gives to StartActivityStream. */
export interface KeyArgument {
  /** The argument, then what its variables are assigned, and so on; what stands in one step are alternatives. */
  readonly steps: readonly (readonly GivenKey[])[];
  /** Names of properties and variables that the code reads anywhere; null where it tells nothing of the argument. */
  readonly reads: ReadonlySet<string> | null;
}

const MANY = 2000;

const CALLED = /(?:start_activity_stream|startActivityStream|StartActivityStreamCommand)['"`]?\s{0,9}[\])]?\s{0,9}\(/g;

/**
 * Reads the argument KmsKeyId of the call, or where the call has none, whatever the code gives under that name; `picked`
 * are the arguments of calls that the code makes by another name.
 */
export function readKeyArgument(
  text: string,
  code: string,
  language: Language,
  picked: readonly Span[] = [],
): KeyArgument {
  const all: Code = { text, code, language };
  if (language === 'shell') return { steps: [givenOnLine(code)], reads: null };
  const calls = new Map([...callsIn(all), ...picked].map((span) => [span[0], span]));
  const inCalls = [...calls.values()].flatMap((span) => [...argumentsIn(all, span), ...argumentsBehind(all, span)]);
  const found = inCalls.length > 0 ? inCalls : argumentsIn(all, [0, text.length]);
  if (found.length === 0) return { steps: [givenOnLine(text)], reads: null };
  return {
    steps: follow(
      found,
      (span) => variablesIn(all, span),
      (name) => valuesOf(all, name),
    ).map((spans) => spans.flatMap((span) => givenIn(all, span, inCalls.length > 0))),
    reads: readsOf(all),
  };
}

/** What a command line gives as --kms-key-id: to the command that starts the stream, or else a variable to any. */
function givenOnLine(text: string): readonly GivenKey[] {
  const lines = text.replace(/\\\r?\n/g, '  ').split(/[\n;|&]/);
  const starting = optionsIn(lines.filter((line) => line.includes('start-activity-stream')).join('\n'));
  const options = starting.length > 0 ? starting : optionsIn(text).filter(({ literal }) => literal === null);
  const literals = options.filter(({ literal }) => literal !== null);
  const names = options.flatMap((option) => option.names);
  return literals.length > 0 && names.length === 0 ? literals : [...literals, { literal: null, names }];
}

const OPTION =
  /--kms-key-id['"]?[\s=,]{1,8}['"]?(?:\$\{?([A-Za-z_]\w{0,63})|((?:alias\/|arn:|mrk-|[0-9a-f]{8}-)[^\s'"`$]{1,2048})(?=[\s'"`]|$))/g;

function optionsIn(text: string): readonly GivenKey[] {
  return [...text.matchAll(OPTION)].map(([, name, literal]) =>
    literal === undefined ? { literal: null, names: [name ?? ''] } : { literal: textOf(literal), names: [] },
  );
}

/** What the variables give that are handed whole to a call: `**arguments`, `...input`, `new Command(input)`. */
function argumentsBehind(all: Code, [start, end]: Span): readonly Span[] {
  const handed = all.code
    .slice(start, end)
    .matchAll(
      /(?:\*\*|\.\.\.)\s{0,9}([A-Za-z_$][\w$]{0,63})(?![\w$.([])|^\s{0,99}([A-Za-z_$][\w$]{0,63})\s{0,99},?\s{0,99}$/g,
    );
  return first(FEW, handed).flatMap(([, spread, only]) => {
    const name = (spread ?? only ?? '').replaceAll('$', '\\$');
    const member = new RegExp(`(?<![\\w$])${name}(?:\\.KmsKeyId|\\[['"]KmsKeyId['"]\\])\\s{0,9}=(?![=>])`, 'g');
    const set = first(FEW, all.text.matchAll(member)).map((found): Span => {
      const at = found.index + found[0].length;
      return [at, expressionEnd(all.code, at)];
    });
    return [...assignedTo(all, spread ?? only ?? '').flatMap((span) => argumentsIn(all, span)), ...set];
  });
}

function callsIn({ text, code }: Code): readonly Span[] {
  return first(FEW, text.matchAll(CALLED)).flatMap((found): readonly Span[] => {
    const start = found.index + found[0].length;
    return code[start - 1] === '(' ? [[start, closingAt(code, start)]] : [];
  });
}

/** The expressions that are given as KmsKeyId within a part of the code: `KmsKeyId=x`, `'KmsKeyId': x`, `{ KmsKeyId }`. */
function argumentsIn(all: Code, [from, to]: Span): readonly Span[] {
  const { text, code, language } = all;
  return first(FEW, text.slice(from, to).matchAll(/(['"]?)\bKmsKeyId\1\]?\s{0,9}([=:,}])(?!=)/g)).flatMap(
    (found): readonly Span[] => {
      const at = from + found.index;
      const end = at + found[0].length;
      const [, quote = '', sign] = found;
      if (code[at] !== text[at] || isTakenApartIn(all, at)) return [];
      if (sign === '=' || sign === ':') return [[end, expressionEnd(code, end)]];
      const isShort =
        language === 'javascript' && quote === '' && /[{,]\s*$/.test(code.slice(Math.max(0, at - 80), at));
      return isShort ? [[at, at + 'KmsKeyId'.length]] : [];
    },
  );
}

function isTakenApartIn({ code, language }: Code, at: number): boolean {
  return language === 'javascript' && isTakenApart(code, at);
}

/** Names that stand for a whole value in an expression: nothing is called or looked up in them. */
function variablesIn({ code }: Code, [start, end]: Span): readonly string[] {
  const found = code.slice(start, end).matchAll(/[A-Za-z_$][\w$]{0,63}(?![\w$]|\s*[[(]|\.(?!strip|trim))/g);
  return [...found].map(([name]) => name).filter((name) => !/^(?:or|and|if|else|None|null|undefined|not)$/.test(name));
}

/** What gives a variable its value. */
function valuesOf(all: Code, name: string): readonly Span[] {
  // The argument itself looks like an assignment to a variable that is called as it is.
  const assigned =
    name === 'KmsKeyId' ? assignedTo(all, name, '(?:^|\\n|const|let|var)[ \\t]*') : assignedTo(all, name);
  return [...assigned, ...takenApartAs(all, name)];
}

/** `{ AuditKey: name }` and `{ name }` where they take an object apart: the property's name. */
function takenApartAs(all: Code, name: string): readonly Span[] {
  if (all.language !== 'javascript') return [];
  const own = name.replaceAll('$', '\\$');
  const pattern = new RegExp(`[{,]\\s{0,40}(?:([\\w$]{1,64})\\s{0,9}:\\s{0,9})?(${own})(?![\\w$]|\\s*:)`, 'g');
  return first(FEW, all.code.matchAll(pattern)).flatMap((found): readonly Span[] => {
    const end = found.index + found[0].length;
    if (!isTakenApart(all.code, end)) return [];
    const property = found[1] ?? name;
    const start = found.index + found[0].indexOf(property, 1);
    return [[start, start + property.length]];
  });
}

/** The strings and members in an expression; a property that is taken apart is its own name. */
function namesIn({ text, code, language }: Code, [start, end]: Span): readonly string[] {
  const given = text.slice(start, end);
  // The answer of DescribeKey has names of its own.
  if (given.includes('KeyMetadata')) return [];
  if (language === 'javascript' && /^[\w$]+$/.test(given) && isTakenApart(code, end)) return [given];
  const found = given.matchAll(/(['"`])([A-Za-z_]\w{0,63})\1|\.([A-Za-z_]\w{0,63})/g);
  return [...found].map(([, , string, member]) => string ?? member ?? '');
}

const STRING = /^\s*(['"`])([^'"`\\\n]{1,2048})\1\s*$/;
const KEY = /^(?:alias\/|arn:|mrk-|\$\{|[0-9a-f]{8}-)/i;

/** A string counts in the call itself only: elsewhere it may be given to another call. A choice gives alternatives. */
function givenIn(all: Code, [start, end]: Span, inCall: boolean): readonly GivenKey[] {
  const [, quote, string = ''] = STRING.exec(all.text.slice(start, end)) ?? [];
  // A template literal with values in it is no key before it runs.
  const isWhole = quote !== '`' || !string.includes('${');
  if (inCall && isWhole && KEY.test(string)) return [{ literal: textOf(string), names: [] }];
  const names = namesIn(all, [start, end]);
  const isChoice = /(?<!\?)\?(?![?.])|\bif\b/.test(all.code.slice(start, end));
  return isChoice ? names.map((name) => ({ literal: null, names: [name] })) : [{ literal: null, names }];
}

/** Names that are read: strings that are no key of a mapping, members, and what is taken apart. */
function readsOf({ text, code, language }: Code): ReadonlySet<string> {
  const found = new Set<string>();
  for (const match of text.matchAll(/(['"`])([A-Za-z_]\w{0,63})\1(?!\s{0,9}:|\]\s{0,9}=(?!=))/g)) {
    if (code[match.index] === match[1]) found.add(match[2] ?? '');
  }
  for (const [, name = ''] of code.matchAll(/\.([A-Za-z_]\w{0,63})(?!\w|\s{0,9}=(?!=))/g)) found.add(name);
  if (language !== 'javascript') return found;
  for (const match of first(MANY, code.matchAll(/[{,]\s{0,40}([A-Za-z_]\w{0,63})(?=\s{0,9}[,:}=])/g))) {
    if (isTakenApart(code, match.index + match[0].length)) found.add(match[1] ?? '');
  }
  return found;
}

/** The argument with what Fn::Sub puts into the code in place of its name. */
export function withTokens({ steps, reads }: KeyArgument, code: readonly Text[]): KeyArgument {
  const holes = new Map(code.flatMap((text) => holesOf(asSpoken(text)).map((hole) => [printable(textOf(hole)), hole])));
  const restore = (literal: Text) => {
    const parts = printable(literal).split(/(\$\{[^}]*\})/);
    return textOf(...parts.map((part) => holes.get(part) ?? part));
  };
  const restored = steps.map((step) =>
    step.map((given) => (given.literal === null ? given : { ...given, literal: restore(given.literal) })),
  );
  return { steps: restored, reads };
}
