import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { gitApply } from '../text/git.ts';
import { reportOn, told } from './case.ts';
import { byHand, withoutGrants } from './grants.ts';

const SAMPLES = '/work/shared/templates/';
const isThere = process.env.CI === 'true' || existsSync(SAMPLES);
const inFolder = (folder: string) =>
  isThere ? readdirSync(`${SAMPLES}${folder}`).map((name) => `${folder}/${name}`) : [];
const samples = [...inFolder('streams'), ...inFolder('cdk')];
const read = (name: string) => readFileSync(SAMPLES + name, 'utf8');
const LACKING = ['missing-grant', 'unusable-grant'];

/** Without the samples there is nothing to run, which is no failure outside CI. */
const each: readonly string[] = samples.length > 0 ? samples : ['no samples here'];

describe('the samples', () => {
  test('are there in CI', () => expect(samples.length > 0 || process.env.CI !== 'true').toBe(true));

  test.each(each)('%s: whatever is taken out comes back, as if written by hand', (name) => {
    if (samples.length === 0) return;
    const original = byHand(read(name));
    const whole = reportOn({ path: 'a.json', text: JSON.stringify(original, null, 1) });
    for (const variant of [original, ...withoutGrants(original)]) {
      const text = JSON.stringify(variant, null, 1);
      const report = reportOn({ path: 'a.json', text });
      const lacking = report.findings.filter(({ rule }) => LACKING.includes(rule));
      expect(lacking.filter(({ fix }) => fix?.kind !== 'edits')).toEqual([]);
      if (lacking.length === 0) continue;
      const again = reportOn({ path: 'a.json', text: report.fixed ?? '' });
      expect(again.findings.filter(({ rule }) => LACKING.includes(rule))).toEqual([]);
      if (whole.findings.length === 0) expect(told(again)).toEqual(told(whole));
      for (const { fix } of lacking)
        if (fix?.kind === 'edits') expect(gitApply('a.json', text, fix.patch)).toHaveProperty('text');
    }
  });

  test.each(each)('%s: CDK output is not edited, and the call names the construct', (name) => {
    if (samples.length === 0) return;
    const text = read(name);
    const report = reportOn({ path: 'a.json', text });
    if (!text.includes('aws:cdk:path')) return;
    expect(report.fixed).toBeNull();
    for (const { fix, rule } of report.findings) {
      if (rule === 'unresolved') continue;
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
