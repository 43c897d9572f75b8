import { describe, expect, test } from '@jest/globals';
import { fingerprint } from '../../src/finding/fingerprint.ts';
import { markdownReport } from '../../src/report/markdown.ts';
import { chainGraph } from '../../src/report/mermaid.ts';
import { jobSummary } from '../../src/report/summary.ts';
import { expectFixture } from '../fixture-file.ts';
import { SITE } from './pull-request.ts';
import { FULL, reported, review, STREAM, templateReport } from './sample.ts';

describe('the job summary', () => {
  test('tells one of everything', () => {
    const notes = ['.github/das-grant-guard.yml is changed here; this run follows the version of the base branch.'];
    expectFixture('comments/the job summary tells one of everything.md', jobSummary(FULL, { site: SITE, notes }));
  });

  test('is short when there is nothing to say', () => {
    expect(jobSummary(review([]), { site: null, notes: [] })).toBe(
      '## das-grant-guard: success\n\nno template with a custom resource was read: nothing found.\n',
    );
  });

  test.each([
    ['nothing that is new', false, 'success', 'nothing new, 1 error from before'],
    ['something that is not enough to fail', true, 'success', '1 error, not enough to fail'],
    ['something that is', true, 'failure', '1 error'],
    ['something while not all was read', true, 'incomplete', '1 error'],
  ] as const)('says with one clause that there is %s', (_, introduced, conclusion, clause) => {
    const of = { ...review([templateReport({ findings: [{ ...reported({}), introduced }] })]), conclusion };
    expect(jobSummary(of, { site: null, notes: [] })).toContain(`## das-grant-guard: ${conclusion}\n\n`);
    expect(jobSummary(of, { site: null, notes: [] })).toMatch(new RegExp(`templates?: ${clause}\\.\n`));
  });

  test('tells what is odd about a template from what was not judged', () => {
    const problem = { code: 'parse', path: 'a.yaml', location: null, message: 'a key occurs twice' } as const;
    const problems = [
      { ...problem, incomplete: false },
      { ...problem, code: 'not-read' as const, message: 'src/a.py was not read', incomplete: true },
    ];
    const text = jobSummary(review([templateReport({ findings: [], problems })]), { site: null, notes: [] });
    expect(text).toMatch(
      /### Not judged\n\n- `a\.yaml`: `?src.*\n\n### Noticed in templates\n\n- `a\.yaml`: a key occurs twice/,
    );
  });

  test('is never longer than GitHub takes, and says what it leaves out', () => {
    const message = 'long '.repeat(700);
    const findings = Array.from({ length: 400 }, (_, index) =>
      reported({ customResource: `E${index}`, message }, { fingerprint: fingerprint('missing-grant', `E${index}`) }),
    );
    const text = jobSummary(review([templateReport({ findings, fixed: null })]), { site: SITE, notes: [] });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1024 * 1024);
    expect(text).toMatch(/\n\n\d+ more parts had no room in 1 MiB; the JSON report has them\.\n$/);
  });

  test('draws twenty chains, those with a gap first', () => {
    const streams = Array.from({ length: 25 }, (_, index) => ({ ...STREAM, customResource: `E${index}` }));
    const findings = [reported({ customResource: 'E24' })];
    const text = jobSummary(review([templateReport({ streams, findings, fixed: null })]), { site: SITE, notes: [] });
    expect(text.match(/```mermaid/g)).toHaveLength(20);
    expect(text.indexOf('custom resource<br/>E24')).toBeLessThan(text.indexOf('custom resource<br/>E0'));
    expect(text).toContain('5 more chains are not drawn.');
  });
});

test('the Markdown report tells the same without links', () => {
  expectFixture('comments/the Markdown report tells one of everything.md', markdownReport(FULL));
  expect(markdownReport(FULL)).not.toContain('https://');
});

test('a long table says what it leaves out', () => {
  const streams = Array.from({ length: 203 }, (_, index) => ({ ...STREAM, customResource: `E${index}` }));
  expect(markdownReport(review([templateReport({ streams, findings: [] })]))).toContain(
    '3 more streams, in the JSON report.',
  );
});

describe('the graph of a chain', () => {
  const links = (more: Partial<typeof STREAM>) =>
    chainGraph({ ...STREAM, ...more })
      .split('\n')
      .filter((line) => line.includes('| key') || line.includes('linkStyle'));

  test('marks the broken link', () => {
    expect(links({})).toEqual([
      '  role --x|"kms:CreateGrant: missing"| key',
      '  policy1 -->|"kms:DescribeKey: scoped"| key',
      '  linkStyle 3 stroke:#cf222e,stroke-width:2px',
    ]);
  });

  test.each([
    ['denied', 'Deny', 'applies', '--x'],
    ['unusable', 'Allow', 'does-not-apply', '--x'],
    ['unknown', 'Allow', 'may-apply', '-.->'],
    ['broad', 'Allow', 'applies', '-->'],
  ] as const)('leads from the policy that makes it %s', (word, effect, outcome, arrow) => {
    const decision = {
      action: 'kms:CreateGrant' as const,
      effect,
      outcome,
      source: 'managed policy A',
      location: null,
      when: null,
      reason: null,
    };
    const actions = { 'kms:CreateGrant': word, 'kms:DescribeKey': 'scoped' } as const;
    expect(links({ actions, decisions: [decision] })[0]).toBe(`  policy1 ${arrow}|"kms:CreateGrant: ${word}"| key`);
  });

  test('leads from the key policy only where that alone allows it', () => {
    const decision = {
      action: 'kms:CreateGrant' as const,
      effect: 'Allow' as const,
      outcome: 'applies' as const,
      source: 'key policy of Key',
      location: null,
      when: null,
      reason: null,
    };
    const graph = (word: 'scoped' | 'key-policy') =>
      links({ actions: { 'kms:CreateGrant': word, 'kms:DescribeKey': 'scoped' }, decisions: [decision] })[0];
    expect(graph('key-policy')).toBe('  policy1 -->|"kms:CreateGrant: key-policy"| key');
    expect(graph('scoped')).toBe('  role -->|"kms:CreateGrant: scoped"| key');
  });

  test('says what is not known', () => {
    expect(chainGraph({ ...STREAM, key: null })).toContain('  key["key<br/>not known"]');
  });
});
