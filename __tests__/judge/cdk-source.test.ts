import { describe, expect, it } from '@jest/globals';
import type { Finding } from '../../src/finding/finding.ts';
import { metadataPath, namesConstruct, withSources } from '../../src/judge/cdk-source.ts';

const file = { path: 'cdk.out/Demo.template.json', text: '{}' };

const finding: Finding = {
  rule: 'missing-grant',
  level: 'error',
  customResource: 'StartDas',
  actions: ['kms:CreateGrant'],
  logicalId: 'Role',
  location: { file, range: { start: 0, end: 0 } },
  when: null,
  byDefault: true,
  message: '',
  related: [],
  remedies: [
    {
      kind: 'manual',
      reason: 'the template is CDK output',
      statement: null,
      calls: [{ language: 'typescript', construct: 'Demo/StartDas', code: 'startDas.grant();' }],
    },
  ],
};

function sourceIn(metadata: unknown): string | null | undefined {
  const text = typeof metadata === 'string' ? metadata : JSON.stringify(metadata);
  const [remedy] = withSources([finding], { path: 'cdk.out/Demo.metadata.json', text })[0]?.remedies ?? [];
  return remedy?.kind === 'manual' ? remedy.calls?.[0]?.source : undefined;
}

const stack = (...frames: string[]) => [{ type: 'aws:cdk:creationStack', data: frames }];

describe('the place in the program', () => {
  it('is the first frame of the program itself', () => {
    const frames = stack(
      '...new AwsCustomResource2 in aws-cdk-lib...',
      'new DasStack (lib/das.ts:16:5)',
      'bin/app.ts:3:1',
    );
    expect(sourceIn({ '/Demo/StartDas': frames })).toBe('lib/das.ts:16');
  });

  it('is found under the resource inside the construct as well', () => {
    expect(sourceIn({ '/Demo/StartDas/Resource/Default': stack('file:///work/app.mjs:7 (:)') })).toBe(
      '/work/app.mjs:7',
    );
  });

  it('is read from the trace that older versions write', () => {
    const entries = [{ type: 'aws:cdk:logicalId', data: 'StartDas', trace: ['app.py:12'] }];
    expect(sourceIn({ '/Demo/StartDas': entries })).toBe('app.py:12');
  });

  it('is unknown where no frame is of the program', () => {
    expect(
      sourceIn({ '/Demo/StartDas': stack('(no user code in 10 frames)', '/x/node_modules/a/b.js:1:1') }),
    ).toBeNull();
    expect(sourceIn({ '/Demo/Other': stack('lib/das.ts:16:5') })).toBeNull();
  });

  it.each(['not JSON', '[]', '{"/Demo/StartDas": 4}', '{"/Demo/StartDas": [null, {"type": "x", "trace": "y"}]}'])(
    'is left out where the metadata is %s',
    (text) => {
      expect(sourceIn(text) ?? null).toBeNull();
    },
  );

  it('never holds what could act on a terminal or a page', () => {
    expect(sourceIn({ '/Demo/StartDas': stack('\u001b[31m<img src=x>/a.ts:1:1') })).toBeNull();
  });
});

it('looks for metadata only beside a template that the CDK named', () => {
  expect(metadataPath('cdk.out/Demo.template.json')).toBe('cdk.out/Demo.metadata.json');
  expect(metadataPath('stack.yaml')).toBeNull();
  expect(namesConstruct(finding)).toBe(true);
  expect(namesConstruct({ ...finding, remedies: [] })).toBe(false);
});
