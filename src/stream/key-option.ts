import { readExpression } from './code-expression.ts';
import { closingAt, expressionEnd } from './code-spans.ts';
import { type Code, FEW, first } from './code-variables.ts';
import { type KeyForm, UNKNOWN_FORM } from './key-form.ts';
import { KeyForms } from './key-forms.ts';
import { runsPrograms } from './programs.ts';

/**
 * What the AWS CLI is given as its option --kms-key-id by the command start-activity-stream, in a shell script or in code
 * that runs programs.
 */
export function keyOption(all: Code): readonly KeyForm[] {
  const { code, language } = all;
  // Elsewhere the command is but told of.
  if (language !== 'shell' && !runsPrograms(all.text, code)) return [];
  // The comments of a script are cut out.
  const text = language === 'shell' ? code : all.text;
  return first(FEW, text.matchAll(/--kms-key-id(?=['"`=\s\\])/g)).flatMap(
    ({ index, 0: option }): readonly KeyForm[] => {
      const command =
        text
          .slice(Math.max(0, index - REACH), index)
          .split('start-activity-stream')
          .at(-1) ?? '';
      const isAnothers = /(?<![\w:/.-])aws(?![\w:/.-])/.test(command) || command.length === Math.min(index, REACH);
      if (isAnothers) return [];
      const at = index + option.length;
      // A string's quote is one of the code, unless it stands in a comment.
      if (/['"`]/.test(text.charAt(at)) && code[at] !== text[at]) return [];
      return [language === 'shell' ? shellWord(text, at) : optionInCode(all, at)];
    },
  );
}

const REACH = 2000;

function optionInCode(all: Code, at: number): KeyForm {
  const [listed] = /^['"`]\s{0,40},/.exec(all.text.slice(at, at + 48)) ?? [];
  if (listed === undefined) return wordInString(all, at);
  const from = at + listed.length;
  return new KeyForms(all).of(readExpression(all, [from, expressionEnd(all.code, from)]));
}

const LITERAL = /^[\w/:.-]+$/;

/** A word of a script: written out, a variable of the environment, or one that jq reads from the event. */
function shellWord(script: string, at: number): KeyForm {
  const [, , word = ''] =
    /^(?:[\s=]|\\\r?\n){1,80}(['"]?)([^\s'";&|()`]{1,300})\1(?![^\s;&|)`])/.exec(script.slice(at, at + 400)) ?? [];
  if (LITERAL.test(word)) return { kind: 'literal', value: word };
  const [, braced, plain] = /^\$(?:\{([A-Za-z_]\w{0,63})\}|([A-Za-z_]\w{0,63}))$/.exec(word) ?? [];
  const name = braced ?? plain;
  if (name === undefined) return UNKNOWN_FORM;
  const set = new RegExp(`(?:^|[\\s;&|])(?:${name}=|(?:read|for)\\b[^\\n;]{0,200}\\b${name}\\b)([^\\n]{0,400})`, 'g');
  const [given, ...others] = script.matchAll(set);
  if (given === undefined) return { kind: 'variable', name };
  const [, path] = READ_FROM_EVENT.exec(given[1] ?? '') ?? [];
  return path === undefined || others.length > 0 ? UNKNOWN_FORM : { kind: 'property', path: path.split('.') };
}

/** `$(echo "$EVENT" | jq -r '.ResourceProperties.KmsKeyId')` */
const READ_FROM_EVENT =
  /^["']?\$\([^()]{0,200}\bjq\s(?:-\w+\s){0,3}\s{0,3}['"]?\.ResourceProperties\.([\w.]{1,200})['"]?[^()|]{0,200}\)["']?\s*$/;

/** The word behind the option within a string: written out, or a value that the string holds. */
function wordInString(all: Code, at: number): KeyForm {
  const { text, code } = all;
  const [lead = ''] = /^[\s=]{1,8}/.exec(text.slice(at, at + 8)) ?? [];
  const from = at + lead.length;
  const brace = /^\$?\{/.exec(code.slice(from, from + 2))?.[0].length ?? 0;
  if (brace > 0) {
    const close = closingAt(code, from + brace);
    const isWhole = /^[\s'"`]/.test(text.slice(close + 1, close + 2));
    return isWhole ? new KeyForms(all).of(readExpression(all, [from + brace, close])) : UNKNOWN_FORM;
  }
  const [word = ''] = /^(?:\$\{[\w.:]{1,200}\}|[\w/:.-]){1,300}(?=[\s'"`])/.exec(text.slice(from, from + 600)) ?? [];
  return word === '' ? UNKNOWN_FORM : { kind: 'literal', value: word };
}
