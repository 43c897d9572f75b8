import type { Ternary } from '../resolve/holds.ts';
import { literalOf, lowerCase, soleHole, type Text } from '../resolve/text.ts';
import type { Comparison } from './compare.ts';
import { typedComparison } from './typed-values.ts';

/** A condition operator, taken apart. */
export interface Operator {
  readonly base: string;
  readonly negated: boolean;
  /** It holds texts against each other letter by letter. */
  readonly matchesCase: boolean;
  readonly ifExists: boolean;
  readonly set: 'ForAllValues' | 'ForAnyValue' | null;
}

/** Takes an operator apart, in whichever case it is written. */
export function readOperator(written: string): Operator {
  const lower = written.toLowerCase();
  const set = lower.startsWith('forallvalues:')
    ? 'ForAllValues'
    : lower.startsWith('foranyvalue:')
      ? 'ForAnyValue'
      : null;
  const bare = set === null ? lower : lower.slice(lower.indexOf(':') + 1);
  const ifExists = bare.endsWith('ifexists');
  const name = ifExists ? bare.slice(0, -'ifexists'.length) : bare;
  const negated = name.includes('not');
  const base = name.replace('not', '');
  return { base, negated, matchesCase: base === 'stringequals' || base === 'stringlike', ifExists, set };
}

/** Whether the operator is content with a key that the request does not carry. */
export function metByAbsence(operator: Operator): boolean {
  if (operator.ifExists || operator.set === 'ForAllValues') return true;
  return operator.negated && operator.set === null;
}

/** How an operator compares a wanted value with an actual one; null for one that is not known. */
export function comparator(
  operator: Operator,
  comparison: Comparison,
): ((wanted: Text, actual: Text) => Ternary) | null {
  switch (operator.base) {
    case 'stringequals':
      return (wanted, actual) => comparison.same(wanted, actual);
    case 'stringequalsignorecase':
      return (wanted, actual) => comparison.same(lowerCase(wanted), lowerCase(actual));
    case 'stringlike':
      return (wanted, actual) => comparison.glob(wanted, actual);
    case 'arnlike':
    case 'arnequals':
      return (wanted, actual) => arnMatches(wanted, actual, operator, comparison);
    case 'binaryequals':
      // No condition key that is known here holds bytes.
      return (_, actual) => (soleHole(actual) === null ? 'no' : 'maybe');
    default: {
      const typed = typedComparison(operator.base, operator.negated);
      return typed === null ? null : (wanted, actual) => comparison.by(typed, wanted, actual);
    }
  }
}

/** What begins no ARN matches none; whether the negation then holds is written nowhere. */
function arnMatches(wanted: Text, actual: Text, operator: Operator, comparison: Comparison): Ternary {
  const matches = comparison.arn(wanted, actual);
  const literal = literalOf(wanted);
  const isArn = literal === null || literal.startsWith('arn:');
  return matches === 'no' && operator.negated && !isArn ? 'maybe' : matches;
}
