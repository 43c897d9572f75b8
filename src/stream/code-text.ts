/** Languages whose comments and strings are told apart; anything else is read as JavaScript's. */
export type Language = 'python' | 'javascript' | 'shell';

export interface CodeText {
  /** The text with comments and the insides of strings replaced by blanks, offsets unchanged. */
  readonly code: string;
  /** The insides of the strings, in order. */
  readonly strings: readonly string[];
}

/** Separates code from comments and strings in one pass over the text. A string that never ends runs to the end. */
export function withoutCommentsAndStrings(text: string, language: Language): CodeText {
  if (language === 'shell') return { code: blankShellComments(text), strings: [] };
  const pieces: string[] = [];
  const strings: string[] = [];
  let at = 0;
  let from = 0;
  while (at < text.length) {
    const end = commentEnd(text, at, language);
    if (end > at) {
      pieces.push(text.slice(from, at), blank(text.slice(at, end)));
      at = from = end;
      continue;
    }
    const quote = quoteAt(text, at, language);
    if (quote === null) {
      at++;
      continue;
    }
    const close = stringEnd(text, at + quote.length, quote);
    const inside = text.slice(at + quote.length, close);
    strings.push(inside);
    pieces.push(text.slice(from, at + quote.length), blank(inside));
    from = close;
    at = Math.min(text.length, close + quote.length);
  }
  pieces.push(text.slice(from));
  return { code: pieces.join(''), strings };
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

/** The end of the comment that starts at `at`, or `at` when none does. */
function commentEnd(text: string, at: number, language: Language): number {
  if (language === 'python') return text[at] === '#' ? lineEnd(text, at) : at;
  if (text.startsWith('//', at)) return lineEnd(text, at);
  if (!text.startsWith('/*', at)) return at;
  const close = text.indexOf('*/', at + 2);
  return close < 0 ? text.length : close + 2;
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

/** Where the string's closing quote stands; a plain string also ends with its line. */
function stringEnd(text: string, from: number, quote: string): number {
  const multiline = quote.length === 3 || quote === '`';
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text.startsWith(quote, at)) return at;
    else if (text[at] === '\n' && !multiline) return at;
  }
  return text.length;
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
