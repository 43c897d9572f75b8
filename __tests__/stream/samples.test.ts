import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readTemplate } from '../../src/template/read.ts';
import { hasSamples, SAMPLES } from '../samples-folder.ts';
import { analyse, wordsOf } from './analysis.ts';

const filesIn = (name: string) => (hasSamples ? readdirSync(SAMPLES + name).sort() : []);
const textOf = (path: string) => readFileSync(SAMPLES + path, 'utf8');

/** File, custom resource, function, role and words, as the folder's README has them; a name may be a beginning. */
const STREAMS: readonly (readonly [string, string, string, string, string])[] = [
  [
    'streams/iann0036__aurora-activity-streams-sechub__template.yaml',
    'CustomResource',
    'CustomResourceHandler',
    'CustomResourceHandlerRole',
    'broad / broad',
  ],
  [
    'streams/iann0036__aurora-activity-streams-sechub__template@504400b.yaml',
    'CustomResource',
    'CustomResourceHandler',
    'CustomResourceHandlerRole',
    'broad / broad',
  ],
  [
    'streams/time-loop__cdk-aurora__synth-KeyInStack.template.json',
    'TestActivityStream',
    'TestActivityStreamOnEvent',
    'TestActivityStreamOnEventServiceRole',
    'scoped / scoped',
  ],
  [
    'streams/time-loop__cdk-aurora__synth-KeyImportedArn.template.json',
    'TestActivityStream',
    'TestActivityStreamOnEvent',
    'TestActivityStreamOnEventServiceRole',
    'scoped / scoped',
  ],
  ['streams/sam-function-policies.yaml', 'Das', 'StartDas', 'StartDasRole', 'missing / scoped'],
  [
    'cdk/FromSdkCalls.template.json',
    'StartDas',
    'AWS679f53fac002430cb0da5b7982bd2287',
    'AWS679f53fac002430cb0da5b7982bd2287ServiceRole',
    'missing / missing',
  ],
  [
    'cdk/FromSdkCallsArn.template.json',
    'StartDas',
    'AWS679f53fac002430cb0da5b7982bd2287',
    'AWS679f53fac002430cb0da5b7982bd2287ServiceRole',
    'missing / missing',
  ],
  [
    'cdk/FromStatements.template.json',
    'StartDas',
    'AWS679f53fac002430cb0da5b7982bd2287',
    'AWS679f53fac002430cb0da5b7982bd2287ServiceRole',
    'missing / scoped',
  ],
  [
    'cdk/FromStatementsGood.template.json',
    'StartDas',
    'AWS679f53fac002430cb0da5b7982bd2287',
    'AWS679f53fac002430cb0da5b7982bd2287ServiceRole',
    'scoped / unusable',
  ],
  ['cdk/UserRole.template.json', 'StartDas', 'AWS679f53fac002430cb0da5b7982bd2287', 'DasRole', 'missing / missing'],
  ['cdk/ProviderFw.template.json', 'Das', 'OnEvent', 'OnEventServiceRole', 'missing / missing'],
  ['cdk/RawCfn.template.json', 'Das', 'Fn', 'FnRole', 'missing / missing'],
  [
    'cdk/ImportedKey.template.json',
    'StartDas',
    'AWS679f53fac002430cb0da5b7982bd2287',
    'AWS679f53fac002430cb0da5b7982bd2287ServiceRole',
    'missing / missing',
  ],
  [
    'cdk/CustomKeyPolicy.template.json',
    'StartDas',
    'AWS679f53fac002430cb0da5b7982bd2287',
    'AWS679f53fac002430cb0da5b7982bd2287ServiceRole',
    'denied / denied',
  ],
];

(hasSamples ? describe : describe.skip)('the sample templates', () => {
  test.each(STREAMS)('%s', (path, customResource, handler, role, words) => {
    const [stream, ...others] = analyse(textOf(path), { path });
    expect(others).toEqual([]);
    if (stream === undefined) throw new Error('no stream');
    const [branch] = stream.branches;
    expect(stream.customResource.logicalId).toMatch(new RegExp(`^${customResource}`));
    expect(branch?.caller.label).toMatch(new RegExp(`^${handler}`));
    expect(branch?.role.kind === 'role' ? branch.role.resource.logicalId : '').toMatch(new RegExp(`^${role}`));
    expect(Object.values(wordsOf(stream)).join(' / ')).toBe(words);
  });

  test.each(filesIn('silent'))('%s starts no stream', (name) => {
    expect(analyse(textOf(`silent/${name}`), { path: name })).toEqual([]);
  });

  test.each(filesIn('awkward'))('%s is read, or rejected with a reason', (name) => {
    const read = readTemplate({ path: name, text: textOf(`awkward/${name}`) });
    if (read.kind === 'rejected') expect(read.problem.message).not.toBe('');
    if (read.kind === 'template') expect(analyse(textOf(`awkward/${name}`), { path: name })).toEqual([]);
  });

  test('are all in the table', () => {
    const all = ['streams', 'cdk'].flatMap((name) => filesIn(name).map((file) => `${name}/${file}`));
    expect(STREAMS.map(([path]) => path).sort()).toEqual(all.sort());
  });
});
