import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { longForm } from '../fix/model.ts';
import { hasSamples, SAMPLES } from '../samples-folder.ts';
import { judgeData } from '../syntax/judge.ts';
import { gitApply } from '../text/git.ts';
import { reportOn, told } from './case.ts';
import { byHand, withoutGrants } from './grants.ts';

const inFolder = (folder: string) =>
  hasSamples ? readdirSync(`${SAMPLES}${folder}`).map((name) => `${folder}/${name}`) : [];
const samples = [...inFolder('streams'), ...inFolder('cdk')];
const read = (name: string) => readFileSync(SAMPLES + name, 'utf8');
const LACKING = ['missing-grant', 'unusable-grant'];

/** Other people's templates are not part of the repository: where they are not, jest counts these tests as skipped. */
const each = hasSamples ? test.each(samples) : test.skip.each([`no samples in ${SAMPLES}`]);

describe('the samples', () => {
  (hasSamples ? test : test.skip)('are as many as they were', () => expect(samples.length).toBeGreaterThanOrEqual(14));

  each('%s: whatever is taken out comes back, as if written by hand', (name) => {
    const original = byHand(read(name));
    const whole = reportOn({ path: 'a.json', text: JSON.stringify(original, null, 1) });
    let mended = 0;
    for (const variant of [original, ...withoutGrants(original)]) {
      const text = JSON.stringify(variant, null, 1);
      const report = reportOn({ path: 'a.json', text });
      const lacking = report.findings.filter(({ rule }) => LACKING.includes(rule));
      expect(lacking.filter(({ fix }) => fix?.kind !== 'edits')).toEqual([]);
      if (lacking.length === 0) continue;
      mended += 1;
      const again = reportOn({ path: 'a.json', text: report.fixed ?? '' });
      expect(again.findings.filter(({ rule }) => LACKING.includes(rule))).toEqual([]);
      if (whole.findings.length === 0) expect(told(again)).toEqual(told(whole));
      for (const { fix } of lacking)
        if (fix?.kind === 'edits') expect(gitApply('a.json', text, fix.patch)).toHaveProperty('text');
    }
    // Where the key policy shuts the role out, nothing that is given or taken counts.
    const isClosed = whole.findings.some(({ rule }) => rule === 'key-policy-closed');
    expect(mended > 0).toBe(!isClosed);
  });

  const cdk = samples.filter((name) => read(name).includes('aws:cdk:path'));
  const eachOfCdk = hasSamples ? test.each(cdk) : each;

  eachOfCdk('%s: CDK output is not edited, and the call names the construct', (name) => {
    const text = read(name);
    const found = longForm(judgeData(text)) as Parameters<typeof withoutGrants>[0];
    const fixes = [found, ...withoutGrants(found)].flatMap((variant) => {
      const report = reportOn({ path: 'a.json', text: JSON.stringify(variant, null, 1) });
      expect(report.fixed).toBeNull();
      return report.findings.filter(({ rule }) => rule !== 'unresolved').map(({ fix }) => fix);
    });
    expect(fixes.length).toBeGreaterThan(0);
    for (const fix of fixes) {
      expect(fix).toMatchObject({ kind: 'manual' });
      const calls = fix?.kind === 'manual' ? (fix.calls ?? []) : [];
      expect(calls.map(({ language }) => language)).toEqual(['typescript', 'python']);
      for (const { construct, code } of calls) {
        expect(text).toContain(`"aws:cdk:path": "${construct}/`);
        expect(code).toContain(construct);
      }
    }
  });
});
