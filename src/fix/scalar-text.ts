import { isPlainString } from '../syntax/scalar.ts';

export type Quote = 'plain' | 'single' | 'double';

/** What YAML 1.1 readers take for null, a truth value, a number, a date, a merge or a default key. */
const YAML_1_1: readonly RegExp[] = [
  /^(?:~|null|y|n|yes|no|on|off|true|false)$/i,
  /^[-+]?[0-9][0-9_,]*(?::[0-5]?[0-9])*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?$/,
  /^[-+]?(?:0b[01_]+|0x[0-9a-fA-F_]+|0o?[0-7_]+|\.[0-9_]+(?:[eE][-+]?[0-9]+)?|\.inf|\.nan)$/i,
  /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}/,
  /^(?:=|<<)$/,
];

/** Whether a text may stand without quotes: no reader of YAML 1.1 or 1.2 takes it for anything else. */
export function canBePlain(text: string, place: 'block' | 'flow'): boolean {
  if (text === '' || text !== text.trim() || !isPlainString(text)) return false;
  if (YAML_1_1.some((pattern) => pattern.test(text))) return false;
  // Legal in places, but a wildcard reads better quoted, and an alias or another indicator must be.
  if (/^[-?:,[\]{}#&*!|>'"%@`=]/.test(text) || text.includes('*')) return false;
  if (/: |:$| #|\t|^(?:---|\.\.\.)/.test(text) || !isPrintable(text)) return false;
  return place === 'block' || !/[,[\]{}]/.test(text);
}

/** A text between quotes of a kind, or plain; double quotes take over where the others can not hold it. */
export function scalarText(text: string, quote: Quote): string {
  if (quote === 'plain') return text;
  if (quote === 'single' && isPrintable(text)) return `'${text.replaceAll("'", "''")}'`;
  return doubleQuoted(text);
}

/** JSON's escapes are all YAML's too. */
export function doubleQuoted(text: string): string {
  return JSON.stringify(text).replace(/[\u007F-\u009F\u2028\u2029\uFEFF]/g, (char) => {
    return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

function isPrintable(text: string): boolean {
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (code < 0x20 || (code >= 0x7f && code < 0xa0) || code === 0x2028 || code === 0x2029) return false;
    if ((code >= 0xd800 && code < 0xe000) || code === 0xfeff || code === 0xfffe || code === 0xffff) return false;
  }
  return true;
}
