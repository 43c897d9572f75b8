import type { Parameter } from '../template/template.ts';

/**
 * What the AllowedPattern of a parameter lets through, told by its signs alone, since nothing that a template brings is
 * run as a regular expression: nothing but ids of keys, ARNs or names of aliases alone (or the empty string), or
 * whatever (null).
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 */
export function formByPattern({ type, pattern }: Pick<Parameter, 'type' | 'pattern'>): 'id' | 'arn' | 'alias' | null {
  // Of a parameter that is read from SSM it is the name that must match.
  if (type !== 'String' || pattern === null) return null;
  const choices = pattern.replace(/^\^\$\||\|\^?\$$/, '');
  if (isOfHexDigits(choices)) return 'id';
  if (/\||\\\?|\)(?:\?|\*|\{0)/.test(choices)) return null;
  if (/^\^?\(?alias\\?\//.test(choices)) return 'alias';
  return /^\^?\(?arn:/.test(choices) && !/alias/.test(choices) ? 'arn' : null;
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
