import { describe, expect, test } from '@jest/globals';
import type { Finding, Remedy } from '../../src/finding/finding.ts';
import type { Operation } from '../../src/finding/patch.ts';
import type { RuleId } from '../../src/finding/rule-meta.ts';
import { foldFindings } from '../../src/judge/fold.ts';

const set = (key: string): Operation => ({ kind: 'set', path: ['Resources'], key, after: null, value: 'x' });
const patch = (...keys: readonly string[]): Remedy => ({
  kind: 'patch',
  patch: { file: 'a.yaml', operations: keys.map(set) },
});
const manual: Remedy = { kind: 'manual', reason: 'because', statement: null };

function finding(rule: RuleId, customResource: string, ...remedies: readonly Remedy[]): Finding {
  const location = { file: { path: 'a.yaml', text: '' }, range: { start: 0, end: 0 } };
  const about = { customResource, actions: [], logicalId: 'Role', location, when: null, byDefault: true };
  return { rule, level: 'error', ...about, message: '', related: [], remedies };
}

const rules = (findings: readonly Finding[]) => findings.map(({ rule, customResource }) => `${rule} ${customResource}`);

describe('foldFindings', () => {
  test.each<RuleId>(['missing-grant', 'unusable-grant', 'denied-grant'])(
    '%s of a stream takes in its broad grants and races, and no others',
    (rule) => {
      const found = [
        finding('broad-grant', 'A'),
        finding(rule, 'A'),
        finding('policy-race', 'A'),
        finding('broad-grant', 'B'),
        finding('key-policy-only', 'A'),
      ];
      expect(rules(foldFindings(found))).toEqual([`${rule} A`, 'broad-grant B', 'key-policy-only A']);
    },
  );

  test('leaves a race beside a broad grant', () => {
    const found = [finding('broad-grant', 'A'), finding('policy-race', 'A')];
    expect(foldFindings(found)).toEqual(found);
  });

  test('does what the folded ones need along with each patch, or else the patch alone', () => {
    const found = [
      finding('missing-grant', 'A', patch('one'), patch('two'), manual),
      finding('broad-grant', 'A', patch('narrow'), manual),
      finding('policy-race', 'A', patch('order')),
    ];
    expect(foldFindings(found).map(({ remedies }) => remedies)).toEqual([
      [patch('one', 'narrow', 'order'), patch('one'), patch('two', 'narrow', 'order'), patch('two'), manual],
    ]);
  });

  test('leaves remedies alone where a folded finding is for a person', () => {
    const lacking = finding('missing-grant', 'A', patch('one'), manual);
    expect(foldFindings([lacking, finding('broad-grant', 'A', manual)])).toEqual([lacking]);
  });

  test('findings that want another value in one place all get the one that does for all', () => {
    const narrow = (...keys: readonly string[]): Operation => ({
      kind: 'exchange',
      path: ['Statement', 0, 'Resource'],
      values: keys.map((value) => ({ value, condition: null })),
      bare: 'refused',
    });
    const by = (...operations: readonly Operation[]): Remedy => ({
      kind: 'patch',
      patch: { file: 'a.yaml', operations },
    });
    const found = [
      finding('broad-grant', 'A', by(narrow('a')), manual),
      finding('broad-grant', 'B', by(narrow('b'), set('X')), manual),
      finding('broad-grant', 'C', by(set('Y')), manual),
    ];
    const both = narrow('a', 'b');
    expect(foldFindings(found).map(({ remedies }) => remedies)).toEqual([
      [by(both), manual],
      [by(both, set('X')), manual],
      [by(set('Y')), manual],
    ]);
  });

  test('findings of one comment that add in one place get one patch', () => {
    const order = (to: string): Operation => ({
      kind: 'set',
      path: ['Stream'],
      key: 'DependsOn',
      after: null,
      value: to,
    });
    const by = (operation: Operation): Remedy => ({
      kind: 'patch',
      patch: { file: 'a.yaml', operations: [operation] },
    });
    const found = [finding('policy-race', 'A', by(order('x'))), finding('policy-race', 'A', by(order('y')))];
    const both = by({ kind: 'set', path: ['Stream'], key: 'DependsOn', after: null, value: ['x', 'y'] });
    expect(foldFindings(found).map(({ remedies: [first] }) => first)).toEqual([both, both]);
    const apart = [finding('policy-race', 'A', by(order('x'))), finding('policy-race', 'B', by(order('y')))];
    expect(foldFindings(apart)).toEqual(apart);
  });
});
