import type { Parameter } from '../template/template.ts';
import { mayBeginWith } from './pattern-start.ts';

/** What a value of a parameter is, where it tells a key. */
type KeyForm = 'id' | 'arn' | 'alias';

/**
 * What the AllowedPattern of a parameter lets through, told by its signs alone, since nothing that a template brings is
 * run as a regular expression: nothing but ids of keys, ARNs or names of aliases, or of aliases or ids ('alias'),
 * with or without the empty string; or whatever (null).
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 */
export function formByPattern({ type, pattern }: Pick<Parameter, 'type' | 'pattern'>): KeyForm | null {
  // Of a parameter that is read from SSM it is the name that must match.
  if (type !== 'String' || pattern === null) return null;
  const forms = choicesOf(pattern).map(formOfChoice);
  const [first = null] = forms;
  if (forms.every((form) => form === first)) return first;
  return forms.every((form) => form === 'id' || form === 'alias') ? 'alias' : null;
}

/** What stands between the bars that are in no brackets, without the empty string. */
function choicesOf(pattern: string): readonly string[] {
  const inner = /^\^?\((?:\?:)?([^()]*)\)\$?$/.exec(pattern)?.[1] ?? pattern;
  const choices: string[] = [];
  let [depth, start] = [0, 0];
  for (let at = 0; at < inner.length; at++) {
    if (inner[at] === '\\') at++;
    else if ('([{'.includes(inner.charAt(at))) depth++;
    else if (')]}'.includes(inner.charAt(at))) depth--;
    else if (inner[at] === '|' && depth === 0) {
      choices.push(inner.slice(start, at));
      start = at + 1;
    }
  }
  return [...choices, inner.slice(start)].filter((choice) => !/^\^?\$?$/.test(choice));
}

function formOfChoice(choice: string): KeyForm | null {
  if (isOfHexDigits(choice)) return 'id';
  if (/\||\\\?|\)(?:\?|\*|\{0)/.test(choice)) return null;
  if (/^\^?\(?(?:arn:.{0,200}:)?alias\\?\//.test(choice)) return 'alias';
  if (/^\^?\(?arn:/.test(choice) && !/alias/.test(choice)) return 'arn';
  if (mayBeginWith(choice, 'arn:')) return null;
  return mayBeginWith(choice, 'alias/') ? 'alias' : 'id';
}

/** An ARN holds colons and an alias a slash: neither is made of hexadecimal digits, hyphens and the `mrk` of an id. */
function isOfHexDigits(pattern: string): boolean {
  const signs = pattern.replaceAll('mrk', '').replaceAll('\\d', '0').replaceAll('\\-', '-').replaceAll('?:', '');
  const classes = signs.match(/\[[^\]]*\]/g) ?? [];
  return (
    /[0-9a-f]/i.test(signs) &&
    /^[0-9a-fA-F\-[\]{}(),?+*|^$]*$/.test(signs) &&
    classes.every((each) => /^\[-?(?:0-9|a-f|A-F|[0-9a-fA-F])*-?\]$/.test(each))
  );
}
