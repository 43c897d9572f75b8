import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from '../../src/syntax/parse.ts';
import { hasSamples, SAMPLES } from '../samples-folder.ts';
import { dataOf, judgeData } from './judge.ts';

const samples = hasSamples
  ? readdirSync(SAMPLES, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(?:ya?ml|json|j2)$/.test(name))
  : [];
const there = samples.length > 0;

/** What js-yaml makes of a text, or undefined where it does not read it. */
function judged(text: string): { data: unknown } | undefined {
  try {
    return { data: judgeData(text) };
  } catch {
    return undefined;
  }
}

const UNREADABLE = ['apigw-custom-domain-edge', 'rds-sns-event-notification', 'sceptre__sg.j2'];

(there ? describe : describe.skip)('the sample templates', () => {
  test.each(there ? samples : ['none'])('%s reads as js-yaml reads it, or more', (name) => {
    const text = readFileSync(SAMPLES + name, 'utf8');
    const result = parse({ path: name, text });
    const unreadable = UNREADABLE.some((part) => name.includes(part));
    expect(result.kind).toBe(unreadable ? 'rejected' : 'parsed');
    const judge = judged(text);
    if (result.kind === 'parsed' && judge !== undefined && !name.endsWith('.j2')) {
      expect(JSON.stringify(dataOf(result.root))).toBe(JSON.stringify(judge.data));
    }
  });
});
