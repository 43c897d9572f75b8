import type { Expression } from './tree.ts';

export function negated(at: number, sign: string, of: Expression): Expression {
  const isNumber = sign === '-' && of.kind === 'literal' && typeof of.value === 'number';
  return isNumber
    ? { kind: 'literal', at, value: -Number(of.value) }
    : { kind: 'operation', at, operator: sign, of: [of] };
}

/** An operator of Python between two values. */
export function operated(at: number, operator: string, left: Expression, right: Expression): Expression {
  if (operator === 'or' || operator === 'and') return { kind: 'logic', at, operator, left, right };
  const by = comparing(operator);
  const isNot = operator.includes('not') || operator === '!=';
  return by === null
    ? { kind: 'operation', at, operator, of: [left, right] }
    : { kind: 'compare', at, operator: by, isNot, left, right };
}

function comparing(operator: string): 'equal' | 'in' | 'other' | null {
  if (/^(?:==|!=|is|is not)$/.test(operator)) return 'equal';
  if (/^(?:not )?in$/.test(operator)) return 'in';
  return /^[<>]=?$/.test(operator) ? 'other' : null;
}
