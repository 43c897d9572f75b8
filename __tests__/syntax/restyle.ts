import fc from 'fast-check';
import type { TemplateValue } from '../../src/finding/patch.ts';

/** One way to write templates. `seed` decides anew at each value what may differ from place to place. */
export interface Manner {
  readonly step: number;
  readonly dash: number;
  readonly gap: number;
  readonly quote: 'plain' | 'single' | 'double';
  readonly tags: boolean;
  readonly flow: 'never' | 'lists' | 'sometimes';
  /** Brackets may go over several lines, with comments and a comma behind the last part. */
  readonly breaks: boolean;
  readonly spaced: boolean;
  readonly comments: boolean;
  readonly blankLines: boolean;
  readonly eol: '\n' | '\r\n';
  readonly mark: boolean;
  readonly finalEol: boolean;
  readonly seed: number;
}

export const manner: fc.Arbitrary<Manner> = fc.record({
  step: fc.constantFrom(1, 2, 2, 3, 4),
  dash: fc.constantFrom(0, 2, 2, 4),
  gap: fc.constantFrom(1, 1, 3),
  quote: fc.constantFrom('plain', 'single', 'double'),
  tags: fc.boolean(),
  flow: fc.constantFrom('never', 'lists', 'sometimes'),
  breaks: fc.boolean(),
  spaced: fc.boolean(),
  comments: fc.boolean(),
  blankLines: fc.boolean(),
  eol: fc.constantFrom('\n', '\r\n'),
  mark: fc.boolean(),
  finalEol: fc.boolean(),
  seed: fc.nat(),
});

interface Pen extends Manner {
  dice: number;
}

/** Writes a value as YAML in a manner. */
export function write(value: TemplateValue, how: Manner): string {
  const pen: Pen = { ...how, dice: how.seed };
  const lines = block(pen, value, 0, 0);
  const text = lines.join(how.eol) + (how.finalEol ? how.eol : '');
  return (how.mark ? '\uFEFF' : '') + text;
}

function chance(pen: Pen, outOf: number): boolean {
  pen.dice = (pen.dice * 1103515245 + 12345) % 2147483648;
  return Math.floor(pen.dice / 65536) % outOf === 0;
}

function isMap(value: TemplateValue): value is { readonly [key: string]: TemplateValue } {
  return typeof value === 'object' && !Array.isArray(value);
}

function isList(value: TemplateValue): value is readonly TemplateValue[] {
  return Array.isArray(value);
}

function tagged(pen: Pen, value: TemplateValue): [string, TemplateValue] | null {
  if (!pen.tags || !isMap(value)) return null;
  const [only, ...others] = Object.entries(value);
  if (only === undefined || others.length > 0 || !/^(?:Ref|Fn::(?:Sub|GetAtt|If|Join))$/.test(only[0])) return null;
  const inner = only[1];
  if (isMap(inner)) return null;
  const argument = only[0] === 'Fn::GetAtt' && isList(inner) ? inner.join('.') : inner;
  return [`!${only[0].replace('Fn::', '')}`, argument];
}

/** The lines of a collection; `column` for keys, `dashes` for dashes. */
function block(pen: Pen, value: TemplateValue, column: number, dashes: number): string[] {
  const parts = isMap(value)
    ? Object.entries(value).map(([key, part]) => entry(pen, key, part, column))
    : isList(value)
      ? value.map((part) => item(pen, part, dashes))
      : [[' '.repeat(column) + scalar(pen, value, false)]];
  return parts.flatMap((lines, index) => {
    const pad = ' '.repeat(isList(value) ? dashes : column);
    const blank = pen.blankLines && index > 0 && chance(pen, 2) ? [''] : [];
    const comment = pen.comments && chance(pen, 4) ? [`${pad}# about what follows`] : [];
    return [...blank, ...comment, ...lines];
  });
}

function entry(pen: Pen, key: string, value: TemplateValue, column: number): string[] {
  const head = `${' '.repeat(column)}${scalar(pen, key, false)}:`;
  const below = { keys: column + pen.step, dashes: column + pen.dash };
  const { inline, lines } = behind(pen, value, below, column);
  return [`${head}${inline === '' ? '' : ` ${inline}`}${remark(pen)}`, ...lines];
}

function item(pen: Pen, value: TemplateValue, column: number): string[] {
  const content = column + 1 + pen.gap;
  const { inline, lines } = behind(pen, value, { keys: content, dashes: content }, column);
  const dash = `${' '.repeat(column)}-${' '.repeat(pen.gap)}`;
  const first = lines[0];
  if (inline === '' && first !== undefined && !first.trimStart().startsWith('#') && first !== '') {
    return [dash + first.slice(content), ...lines.slice(1)];
  }
  return [(inline === '' ? dash.trimEnd() : dash + inline) + remark(pen), ...lines];
}

function remark(pen: Pen): string {
  return pen.comments && chance(pen, 6) ? ' # said of this line' : '';
}

function behind(
  pen: Pen,
  value: TemplateValue,
  below: { keys: number; dashes: number },
  column: number,
): { inline: string; lines: string[] } {
  const short = tagged(pen, value);
  if (short !== null) {
    const { inline, lines } = behind(pen, short[1], below, column);
    return { inline: inline === '' ? short[0] : `${short[0]} ${inline}`, lines };
  }
  if (typeof value === 'string' && /^[^\s].*\n$/s.test(value) && !/\n\n$/.test(value)) {
    const pad = ' '.repeat(column + pen.step + 1);
    return {
      inline: '|',
      lines: value
        .slice(0, -1)
        .split('\n')
        .map((line) => (line === '' ? '' : pad + line)),
    };
  }
  const empty = typeof value === 'object' && Object.keys(value).length === 0;
  if (typeof value !== 'object' || empty || wantsFlow(pen, value))
    return { inline: flow(pen, value, column), lines: [] };
  return { inline: '', lines: block(pen, value, below.keys, below.dashes) };
}

function wantsFlow(pen: Pen, value: TemplateValue): boolean {
  if (JSON.stringify(value).includes('\\n')) return false;
  if (pen.flow === 'lists') return isList(value) && value.every((part) => typeof part !== 'object');
  return pen.flow === 'sometimes' && chance(pen, 3);
}

/** `column`: where the line starts that the brackets open on; js-yaml wants them to close right of it. */
function flow(pen: Pen, value: TemplateValue, column: number): string {
  const short = tagged(pen, value);
  if (short !== null) return `${short[0]} ${flow(pen, short[1], column)}`;
  if (!isList(value) && !isMap(value)) return scalar(pen, value, true);
  const breaks = pen.breaks && chance(pen, 2);
  const inner = breaks ? column + 1 + pen.step : column;
  const parts = isList(value)
    ? value.map((part) => flow(pen, part, inner))
    : Object.entries(value).map(([key, part]) => `${scalar(pen, key, true)}: ${flow(pen, part, inner)}`);
  const [open, close] = isList(value) ? '[]' : '{}';
  if (parts.length === 0) return `${open}${close}`;
  const blank = pen.spaced ? ' ' : '';
  if (!breaks) return `${open}${blank}${parts.join(', ')}${blank}${close}`;
  const lines = parts.map((part, index) => {
    const comma = index < parts.length - 1 || chance(pen, 3) ? ',' : '';
    return `${' '.repeat(inner)}${part}${comma}${pen.comments && chance(pen, 3) ? ' # of a part' : ''}`;
  });
  return [open, ...lines, ' '.repeat(column + 1) + close].join(pen.eol);
}

/** Writes a value as a person might write JSON: what is short on one line, the rest not always. */
export function writeJson(value: TemplateValue, how: Manner): string {
  const pen: Pen = { ...how, dice: how.seed };
  return (how.mark ? '\uFEFF' : '') + json(pen, value, '') + (how.finalEol ? how.eol : '');
}

function json(pen: Pen, value: TemplateValue, indent: string): string {
  if (typeof value !== 'object') return JSON.stringify(value);
  const breaks = chance(pen, 2);
  const inner = breaks ? indent + (pen.gap === 3 ? '\t' : ' '.repeat(pen.step)) : indent;
  const colon = pen.spaced ? ' : ' : ': ';
  const parts = isList(value)
    ? value.map((part) => json(pen, part, inner))
    : Object.entries(value).map(([key, part]) => `${JSON.stringify(key)}${colon}${json(pen, part, inner)}`);
  const [open, close] = isList(value) ? '[]' : '{}';
  if (parts.length === 0) return `${open}${close}`;
  const blank = pen.spaced ? ' ' : '';
  if (!breaks) return `${open}${blank}${parts.join(', ')}${blank}${close}`;
  return `${open}${pen.eol}${inner}${parts.join(`,${pen.eol}${inner}`)}${pen.eol}${indent}${close}`;
}

function scalar(pen: Pen, value: string | number | boolean, inFlow: boolean): string {
  if (typeof value !== 'string') return String(value);
  const safe =
    /^[A-Za-z][A-Za-z0-9:/._-]*[A-Za-z0-9]$/.test(value) && !/^(?:yes|no|on|off|true|false|null)$/i.test(value);
  if (safe && pen.quote === 'plain') return value;
  if (!inFlow && pen.quote === 'plain' && /^[a-z]+ [a-z{}$]+$/.test(value)) return value;
  const printable = /^[ -~¡-퟿]*$/.test(value);
  return pen.quote === 'double' || !printable ? JSON.stringify(value) : `'${value.replaceAll("'", "''")}'`;
}

const key = fc.constantFrom(
  'Effect',
  'Action',
  'Type',
  'Properties',
  'kms:ViaService',
  'a b',
  'yes',
  '12',
  '__proto__',
  'x-y',
);
const text = fc.oneof(
  fc.constantFrom(
    'Allow',
    '*',
    'kms:CreateGrant',
    '012345678901',
    'yes',
    '',
    'a: b',
    'a #b',
    "it's",
    '"q"',
    '2012-10-17',
  ),
  fc.constantFrom('line one\nline two\n', 'if x:\n  y\n\nz\n', 'some words', 'to ${x}', 'é😀', '{{x}}', 'back\\slash'),
  fc.string({ maxLength: 8 }),
);
const leaf = fc.oneof(text, fc.integer(), fc.boolean());

/** Any template value, intrinsics among them. */
export const templateValue: fc.Arbitrary<TemplateValue> = fc.letrec<{ value: TemplateValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.record({ Ref: fc.constantFrom('AWS::Region', 'Key') }),
    fc.record({ 'Fn::GetAtt': fc.constant(['Key', 'Arn']) }),
    fc.record({ 'Fn::Sub': fc.constantFrom('rds.${AWS::Region}.amazonaws.com', 'plain') }),
    fc.tuple(tie('value'), tie('value')).map(([yes, no]) => ({ 'Fn::If': ['Cond', yes, no] })),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
})).value;
