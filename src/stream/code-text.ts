/** Languages whose comments and strings are told apart; anything else is read as JavaScript's. */
export type Language = 'python' | 'javascript' | 'shell';

export interface CodeText {
  /** The text with comments and the insides of strings replaced by blanks, offsets unchanged. */
  readonly code: string;
  /** The insides of the strings, in order. */
  readonly strings: readonly string[];
}

/**
 * Separates code from comments and strings in one pass over the text. What a template literal or an f-string holds in
 * braces is code. A string that never ends runs to the end.
 */
export function withoutCommentsAndStrings(text: string, language: Language): CodeText {
  if (language === 'shell') return { code: blankShellComments(text), strings: [] };
  return new Scanner(text, language).scan();
}

/** Code inside the braces of a string: after its end the string goes on. */
interface Interpolation {
  /** The quote that ends the string around it. */
  readonly quote: string;
  /** Braces of the code itself that are open. */
  braces: number;
}

class Scanner {
  readonly #text: string;
  readonly #language: Language;
  readonly #pieces: string[] = [];
  readonly #strings: string[] = [];
  readonly #open: Interpolation[] = [];
  #at = 0;
  /** Start of the code that is not in #pieces yet. */
  #from = 0;

  constructor(text: string, language: Language) {
    this.#text = text;
    this.#language = language;
  }

  scan(): CodeText {
    while (this.#at < this.#text.length) {
      const end = skippedUntil(this.#text, this.#at, this.#language);
      if (end > this.#at) this.#blankTo(end);
      else this.#readSign();
    }
    this.#pieces.push(this.#text.slice(this.#from));
    return { code: this.#pieces.join(''), strings: this.#strings };
  }

  #readSign(): void {
    const quote = quoteAt(this.#text, this.#at, this.#language);
    if (quote !== null) {
      const interpolates = quote === '`' || (this.#language === 'python' && isFormatted(this.#text, this.#at));
      this.#at += quote.length;
      this.#readString(quote, interpolates);
      return;
    }
    const sign = this.#text[this.#at];
    const inner = this.#open.at(-1);
    this.#at++;
    if (inner === undefined) return;
    if (sign === '{') inner.braces++;
    else if (sign === '}' && inner.braces > 0) inner.braces--;
    else if (sign === '}') {
      this.#open.pop();
      this.#readString(inner.quote, true);
    }
  }

  /** Blanks a string from here to its end, or to the code that it holds in braces. */
  #readString(quote: string, interpolates: boolean): void {
    const start = this.#at;
    const end = stringEnd(this.#text, start, quote, interpolates);
    this.#keepTo(start);
    this.#strings.push(this.#text.slice(start, end));
    this.#blankTo(end);
    const brace = interpolates ? braceAt(this.#text, end, quote) : 0;
    if (brace > 0) this.#open.push({ quote, braces: 0 });
    this.#at = Math.min(this.#text.length, end + (brace > 0 ? brace : quote.length));
  }

  #keepTo(end: number): void {
    this.#pieces.push(this.#text.slice(this.#from, end));
    this.#from = end;
  }

  #blankTo(end: number): void {
    this.#keepTo(this.#at);
    this.#pieces.push(this.#text.slice(this.#at, end).replace(/[^\n]/g, ' '));
    this.#at = end;
    this.#from = end;
  }
}

/** The end of the comment or regular expression that starts at `at`, or `at` when none does. */
function skippedUntil(text: string, at: number, language: Language): number {
  if (language === 'python') return text[at] === '#' ? lineEnd(text, at) : at;
  if (text[at] !== '/') return at;
  if (text.startsWith('//', at)) return lineEnd(text, at);
  if (text.startsWith('/*', at)) {
    const close = text.indexOf('*/', at + 2);
    return close < 0 ? text.length : close + 2;
  }
  return startsExpression(text, at) ? regularExpressionEnd(text, at) : at;
}

/** Behind a value a slash divides; elsewhere it opens a regular expression. */
function startsExpression(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 40), at).trimEnd();
  return before === '' || /[([{,;=:!&|?+\-*%<>~^]$|\b(?:return|typeof|case|in|of|void)$/.test(before);
}

/** Behind the closing slash on the same line; `at` when there is none, so that it was a division. */
function regularExpressionEnd(text: string, at: number): number {
  let inClass = false;
  for (let end = at + 1; end < text.length && text[end] !== '\n'; end++) {
    if (text[end] === '\\') end++;
    else if (text[end] === '[') inClass = true;
    else if (text[end] === ']') inClass = false;
    else if (text[end] === '/' && !inClass) return end + 1;
  }
  return at;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function quoteAt(text: string, at: number, language: Language): string | null {
  const char = text[at];
  if (char !== '"' && char !== "'" && !(char === '`' && language === 'javascript')) return null;
  if (language === 'python' && text.startsWith(char.repeat(3), at)) return char.repeat(3);
  return char;
}

function isFormatted(text: string, at: number): boolean {
  return /(?:^|[^A-Za-z0-9_])(?:[fF][rR]?|[rR][fF])$/.test(text.slice(Math.max(0, at - 3), at));
}

/** Where the string's closing quote stands, or the code that it holds; a plain string also ends with its line. */
function stringEnd(text: string, from: number, quote: string, interpolates: boolean): number {
  const multiline = quote.length === 3 || quote === '`';
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text.startsWith(quote, at)) return at;
    else if (text[at] === '\n' && !multiline) return at;
    else if (interpolates && text.startsWith('{{', at) && quote !== '`') at++;
    else if (interpolates && braceAt(text, at, quote) > 0) return at;
  }
  return text.length;
}

/** The length of what opens code in a string: `${` in a template literal, `{` in an f-string; 0 for anything else. */
function braceAt(text: string, at: number, quote: string): number {
  if (quote === '`') return text.startsWith('${', at) ? 2 : 0;
  return text[at] === '{' ? 1 : 0;
}

function blankShellComments(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const at = line.search(/(^|\s)#/);
      return at < 0 ? line : line.slice(0, at);
    })
    .join('\n');
}
