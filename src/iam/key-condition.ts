import { both, either, FAILS, type Holds, negate, under } from '../resolve/holds.ts';
import { anyText } from '../resolve/match-text.ts';
import type { Scope } from '../resolve/scope.ts';
import type { Text } from '../resolve/text.ts';
import type { Expression } from '../template/expression.ts';
import { readOperator } from './operators.ts';
import type { VisibleStatement } from './statement.ts';

/**
 * Where a statement's Condition names keys by their aliases or tags: it asks for a value, and not for a pattern, for
 * presence, or for anything but a value. Whether the key at hand is one of them, the condition itself tells.
 */
export function conditionNamesKeys({ scope, elements }: VisibleStatement): Holds {
  const element = elements.get('Condition');
  if (element === undefined) return FAILS;
  return someEntry(scope, element, (operator, tests) =>
    asksForValue(operator)
      ? someEntry(scope, tests, (key, values) => (isOfKey(key) ? listsValues(scope, values) : FAILS))
      : FAILS,
  );
}

function someEntry(scope: Scope, element: Expression, test: (key: string, value: Expression) => Holds): Holds {
  const { world } = scope;
  const parts = scope.resolve(element).map(({ guard, value }) => {
    const entries = value.kind === 'map' ? [...value.entries] : [];
    return under(world, guard, either(world, ...entries.map(([key, child]) => test(key, child))));
  });
  return either(world, ...parts);
}

const EQUALITIES: readonly string[] = ['stringequals', 'stringequalsignorecase', 'stringlike', 'bool', 'numericequals'];

function asksForValue(written: string): boolean {
  const { base, negated, ifExists, set } = readOperator(written);
  return EQUALITIES.includes(base) && !negated && !ifExists && set !== 'ForAllValues';
}

function isOfKey(conditionKey: string): boolean {
  const key = conditionKey.toLowerCase();
  return key === 'kms:resourcealiases' || key.startsWith('aws:resourcetag/');
}

function listsValues(scope: Scope, values: Expression): Holds {
  const isPattern = ({ pieces }: Text) => pieces.some((piece) => typeof piece === 'string' && /[*?]/.test(piece));
  const some = anyText(scope, values, { text: () => 'yes' });
  const patterns = anyText(scope, values, { text: (text) => (isPattern(text) ? 'yes' : 'no') });
  return both(scope.world, some, negate(scope.world, patterns));
}
