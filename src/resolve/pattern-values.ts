import type { Parameter } from '../template/template.ts';

/** Letters, digits and signs that stand for themselves in a regular expression, or behind a backslash. */
const LITERAL = /^(?:[\w :/,@=-]|\\[./-])*$/;

/**
 * The only values that the AllowedPattern of a parameter lets through, where it is nothing but a list of them, such as
 * `^(dev|prod)$`; null for any other pattern. It is matched as a whole, and read here by its signs: nothing that a
 * template brings is run as a regular expression.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 */
export function valuesOfPattern({ type, pattern }: Pick<Parameter, 'type' | 'pattern'>): readonly string[] | null {
  if (type !== 'String' || pattern === null) return null;
  const inner = /^\^?\((?:\?:)?([^()]*)\)\$?$/.exec(pattern)?.[1] ?? pattern;
  const choices = inner.split('|').map((choice) => choice.replace(/^\^/, '').replace(/\$$/, ''));
  if (!choices.every((choice) => LITERAL.test(choice)) || choices.every((choice) => choice === '')) return null;
  return [...new Set(choices.map((choice) => choice.replaceAll('\\', '')))];
}
