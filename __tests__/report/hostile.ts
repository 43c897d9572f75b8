import type { ReportedFinding } from '../../src/finding/finding.ts';
import { fingerprint } from '../../src/finding/fingerprint.ts';
import type { Review } from '../../src/finding/review.ts';
import type { StreamReport } from '../../src/finding/stream-report.ts';
import { marker } from '../../src/report/marker.ts';
import { unifiedDiff } from '../../src/text/unified-diff.ts';
import { at, reported, review, STREAM, templateReport } from './sample.ts';

/** What a template could say to be taken for something else than its text. */
export const EVIL: readonly string[] = [
  '```',
  '`````suggestion',
  '~~~',
  '-->',
  '--!>',
  '</details>',
  '<img src=x onerror=alert(1)>',
  '<!-- das-grant-guard:v1:0123456789abcdef:a.yaml -->',
  marker(fingerprint('missing-grant', 'ActivityStreamEnabler'), 'stacks/aurora.yaml'),
  '@acme/admins please approve, cc @octocat',
  'a@b.example',
  '#1 GH-2 acme/stacks#3 acme/stacks@0123456',
  'https://evil.example www.evil.example [x](javascript:alert(1)) ![y](//evil.example/p.png)',
  '[ref]: https://evil.example',
  '**bold** _em_ ~~gone~~ $x$ :tada: $`x`$',
  '# heading',
  '- item',
  '1. item',
  '> quote',
  '| a | b |',
  '&lt;b&gt; &#64;octocat',
  '\\`x\\` \\@y \\',
  '::error::owned',
  ' ::stop-commands::x',
  '##[add-matcher]x',
  '%0A::error::x',
  'first\n\n## second\r\n::warning::third',
  '\u202Eevil\u2066\u200B\u0000\u001b[2J\uFEFF',
  '\ud800 lone',
  '``` ` `` a ` b',
  ' `',
  '',
  'x'.repeat(5000),
  '`'.repeat(3000),
  '* '.repeat(2000),
];

function streamOf(evil: string): StreamReport {
  const [decision] = STREAM.decisions;
  const evilHolds = { role: evil, key: evil, when: evil };
  return {
    ...STREAM,
    customResource: evil,
    function: evil,
    role: evil,
    key: evil,
    assumptions: [{ id: 'A1', text: evil }],
    decisions: decision === undefined ? [] : [{ ...decision, source: evil, when: evil, reason: evil }],
    holds: { 'kms:CreateGrant': evilHolds, 'kms:DescribeKey': evilHolds },
    limits: [
      { action: 'kms:CreateGrant', kind: 'boundary', source: evil, location: at('ActivityStreamEnabler'), when: evil },
    ],
  };
}

function findingsOf(evil: string, path: string): readonly ReportedFinding[] {
  const text = `Resources:\n  Enabler:\n    Type: ${evil}\n  Role: x\n`;
  const file = { path, text };
  const start = text.indexOf('  Role');
  const location = { file, range: { start, end: start + 5 } };
  const added = `    Properties: ${evil}\n`;
  const edits = [{ range: { start, end: start }, text: added }];
  const patch = unifiedDiff(path, text, text.slice(0, start) + added + text.slice(start));
  const said = {
    customResource: evil,
    logicalId: evil,
    message: `It may not ${evil} on ${evil}.`,
    when: evil,
    location,
    related: [{ logicalId: evil, location, message: evil }],
  };
  const statement = { [evil]: [evil, { Ref: evil }], Resource: evil };
  return [
    reported(said, { fix: { kind: 'edits', path, edits, patch }, fingerprint: fingerprint('missing-grant', evil) }),
    reported(
      { ...said, rule: 'denied-grant' },
      { fix: { kind: 'manual', reason: evil, statement }, fingerprint: fingerprint('denied-grant', evil) },
    ),
    reported({ ...said, rule: 'broad-grant' }, { suppressed: { reason: evil } }),
  ];
}

/** A review in which everything that a template can say is one hostile text, the path of the file included. */
export function hostileReview(evil: string): Review {
  const path = evil === '' ? 'empty.yaml' : `${evil}.yaml`;
  const findings = findingsOf(evil, path);
  const [first] = findings;
  const file = first?.location.file ?? { path, text: '' };
  const fix = first?.fix?.kind === 'edits' ? first.fix : null;
  const [edit] = fix?.edits ?? [];
  const fixed =
    edit === undefined ? null : file.text.slice(0, edit.range.start) + edit.text + file.text.slice(edit.range.start);
  const problem = { code: 'parse' as const, path, location: null, message: evil, incomplete: false };
  const template = templateReport({ file, streams: [streamOf(evil)], findings, problems: [problem], fixed });
  const resolved = [{ rule: 'missing-grant' as const, path, logicalId: evil, fingerprint: '0123456789abcdef' }];
  return review([template], { resolved });
}
