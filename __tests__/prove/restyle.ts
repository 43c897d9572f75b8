/** A way to write a template. Choices that are made anew at every place come from `seed`. */
export interface Style {
  readonly format: 'block' | 'json';
  readonly seed: number;
  /** Columns of a level; in JSON also 0 for one line, and -1 for tabs. */
  readonly indent: number;
  /** Dashes stand below their key's first letter. */
  readonly indentless: boolean;
  readonly quotes: 'plain' | 'single' | 'double';
  readonly intrinsics: 'short' | 'long' | 'mixed';
  /** Fn::GetAtt takes a text with a dot behind its tag and a list in long form (usual, or unsaid), or the other way round. */
  readonly attributes?: 'usual' | 'other';
  /** How many values of a hundred are written in brackets, and how many lines get a comment. */
  readonly flow: number;
  readonly comments: number;
  readonly blankLines: boolean;
  readonly trailingSpaces: boolean;
  readonly shuffled: boolean;
  readonly eol: '\n' | '\r\n';
  readonly bom: boolean;
  readonly marker: boolean;
  readonly finalNewline: boolean;
}

type Data = { readonly [key: string]: unknown };

/** Writes a template anew, in another style; what it says stays the same. Shares no code with src/. */
export function restyle(data: unknown, style: Style): string {
  const chance = chances(style.seed);
  const ordered = style.shuffled ? shuffle(data, chance) : data;
  const text = style.format === 'json' ? jsonText(ordered, style) : yamlText(ordered, style, chance);
  const ended = style.finalNewline ? text : text.replace(/\n$/, '');
  return (style.bom ? '\uFEFF' : '') + ended.replace(/\n/g, style.eol);
}

/** A number from 0 to 99 at each call (mulberry32). */
function chances(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % 100;
  };
}

function shuffle(value: unknown, chance: () => number): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffle(item, chance));
  if (!isMap(value)) return value;
  const entries = Object.entries(value).map(([key, part]) => ({
    at: chance(),
    entry: [key, shuffle(part, chance)] as const,
  }));
  return Object.fromEntries(entries.toSorted((a, b) => a.at - b.at).map(({ entry }) => entry));
}

function jsonText(data: unknown, { indent }: Style): string {
  return `${JSON.stringify(data, null, indent < 0 ? '\t' : indent)}\n`;
}

function yamlText(data: unknown, style: Style, chance: () => number): string {
  const lines = new Writer(style, chance).map(isMap(data) ? data : {}, 0);
  return `${style.marker ? '---\n' : ''}${lines.join('\n')}\n`;
}

/** Something behind a key or a dash: what goes on the same line, and the lines below. */
interface Written {
  readonly inline: string;
  readonly below: readonly string[];
}

class Writer {
  readonly #style: Style;
  readonly #chance: () => number;

  constructor(style: Style, chance: () => number) {
    this.#style = style;
    this.#chance = chance;
  }

  map(map: Data, column: number): readonly string[] {
    return Object.entries(map).flatMap(([key, value]) => {
      const { inline, below } = this.#behind(value, column, this.#style.indent);
      const apart = this.#style.blankLines && column === this.#style.indent ? [''] : [];
      const line = `${' '.repeat(column)}${this.#key(key)}:${inline === '' ? '' : ` ${inline}`}`;
      return [...apart, ...this.#commentAbove(column), this.#endOf(line, inline), ...below];
    });
  }

  #list(list: readonly unknown[], column: number): readonly string[] {
    return list.flatMap((item) => {
      const { inline, below } = this.#behind(item, column, 2, true);
      const [first = '', ...others] = inline === '' ? below : [];
      const line = `${' '.repeat(column)}- ${inline === '' ? first.trimStart() : inline}`;
      const above = this.#commentAbove(column);
      return inline === '' ? [...above, line, ...others] : [...above, this.#endOf(line, inline), ...below];
    });
  }

  /** `inItem`: behind a dash, where a collection begins on the same line. */
  #behind(given: unknown, column: number, step: number, inItem = false): Written {
    const call = callOf(given);
    const tagged = call === null || !this.#isShort() ? null : this.#tagged(given, call, column + step);
    if (tagged !== null) return tagged;
    const value = this.#long(given);
    if (typeof value === 'string' && value.includes('\n')) return this.#blockText(value, column + step);
    if (typeof value !== 'object' || value === null) return { inline: this.#scalar(value), below: [] };
    if (isEmpty(value)) return { inline: Array.isArray(value) ? '[]' : '{}', below: [] };
    if (this.#isFlow(value)) return { inline: this.#flow(value), below: [] };
    if (isMap(value)) return { inline: '', below: this.#plainMap(value, column + step, inItem) };
    const dash = column + (inItem || !this.#style.indentless ? step : 0);
    return { inline: '', below: this.#list(Array.isArray(value) ? value : [], dash) };
  }

  /** An intrinsic with its tag, where it has one. */
  #tagged(value: unknown, call: Call, column: number): Written | null {
    const short = this.#shortCall(call);
    if (short !== null) return { inline: `!${short.name} ${this.#scalar(short.text)}`, below: [] };
    if (call.name === 'Fn::GetAtt') return { inline: `!GetAtt ${this.#flow(call.argument)}`, below: [] };
    if (call.name !== 'Fn::If' || !Array.isArray(call.argument)) return null;
    if (this.#isFlow(value)) return { inline: `!If ${this.#flow(call.argument)}`, below: [] };
    return { inline: '!If', below: this.#list(call.argument, column) };
  }

  /** The first key of an item stands behind its dash, where no comment can go above it. */
  #plainMap(map: Data, column: number, inItem: boolean): readonly string[] {
    const lines = this.map(map, column);
    return inItem
      ? lines.slice(lines.findIndex((line) => line.trim() !== '' && !line.trimStart().startsWith('#')))
      : lines;
  }

  #blockText(text: string, column: number): Written {
    const lines = text.replace(/\n$/, '').split('\n');
    const chomp = text.endsWith('\n') ? '' : '-';
    return { inline: `|${chomp}`, below: lines.map((line) => (line === '' ? '' : ' '.repeat(column) + line)) };
  }

  #flow(given: unknown): string {
    const call = callOf(given);
    const isShort = call !== null && this.#isShort();
    const short = isShort ? this.#shortCall(call) : null;
    if (isShort && short === null && call.name === 'Fn::GetAtt') return `!GetAtt ${this.#flow(call.argument)}`;
    if (short !== null) return `!${short.name} ${quoted(short.text, this.#style.quotes === 'double' ? '"' : "'")}`;
    const value = this.#long(given);
    if (Array.isArray(value)) return `[${value.map((item) => this.#flow(item)).join(', ')}]`;
    if (isMap(value)) {
      return `{${Object.entries(value)
        .map(([key, part]) => `${this.#key(key)}: ${this.#flow(part)}`)
        .join(', ')}}`;
    }
    if (typeof value !== 'string') return String(value);
    return /^[A-Za-z][A-Za-z0-9_]*$/.test(value) && this.#style.quotes === 'plain' && !isWord(value)
      ? value
      : quoted(value, this.#style.quotes === 'double' ? '"' : "'");
  }

  #key(key: string): string {
    return /^[A-Za-z][A-Za-z0-9:_/]*$/.test(key) && !isWord(key) ? key : quoted(key, "'");
  }

  #scalar(value: unknown): string {
    if (typeof value !== 'string') return String(value);
    const { quotes } = this.#style;
    if (quotes !== 'plain') return quoted(value, quotes === 'double' ? '"' : "'");
    const isPlain = /^[A-Za-z][\w./${}:*-]*( [\w./-]+)*$/.test(value) && !value.endsWith(':') && !isWord(value);
    return isPlain ? value : quoted(value, "'");
  }

  #shortCall(call: Call) {
    return call.name === 'Fn::GetAtt' && this.#style.attributes === 'other' ? null : shortCall(call);
  }

  /** A value in long form. */
  #long(value: unknown): unknown {
    const call = callOf(value);
    const isDotted = call?.name === 'Fn::GetAtt' && this.#style.attributes === 'other';
    return isDotted ? { 'Fn::GetAtt': shortCall(call)?.text ?? call.argument } : value;
  }

  #isShort(): boolean {
    const { intrinsics } = this.#style;
    return intrinsics === 'short' || (intrinsics === 'mixed' && this.#chance() < 50);
  }

  #isFlow(value: unknown): boolean {
    return this.#chance() < this.#style.flow && !JSON.stringify(value).includes('\\n');
  }

  #commentAbove(column: number): readonly string[] {
    return this.#chance() < this.#style.comments ? [`${' '.repeat(column)}# what follows`] : [];
  }

  /** The end of a line; nothing can be said behind the sign of a block text. */
  #endOf(line: string, inline: string): string {
    if (inline.startsWith('|')) return line;
    if (this.#chance() < this.#style.comments) return `${line} # as agreed`;
    return this.#style.trailingSpaces && this.#chance() < 20 ? `${line}  ` : line;
  }
}

interface Call {
  readonly name: string;
  readonly argument: unknown;
}

function callOf(value: unknown): Call | null {
  if (!isMap(value)) return null;
  const [first, ...others] = Object.entries(value);
  if (first === undefined || others.length > 0) return null;
  const [name, argument] = first;
  return name === 'Ref' || name.startsWith('Fn::') ? { name, argument } : null;
}

/** `!Ref x`, `!Sub x`, `!GetAtt a.b`: intrinsics of one string. */
function shortCall({ name, argument }: Call): { readonly name: string; readonly text: string } | null {
  const short = name.replace('Fn::', '');
  if (typeof argument === 'string') return { name: short, text: argument };
  const isPath = name === 'Fn::GetAtt' && Array.isArray(argument) && argument.every((part) => typeof part === 'string');
  return isPath ? { name: short, text: argument.join('.') } : null;
}

/** Words that a YAML reader takes for something else than a string. */
function isWord(text: string): boolean {
  return /^(true|false|yes|no|on|off|null|y|n)$/i.test(text);
}

function quoted(text: string, quote: '"' | "'"): string {
  return quote === '"' ? JSON.stringify(text) : `'${text.replace(/'/g, "''")}'`;
}

function isEmpty(value: unknown): boolean {
  return (Array.isArray(value) && value.length === 0) || (isMap(value) && Object.keys(value).length === 0);
}

function isMap(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
