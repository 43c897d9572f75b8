import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readHandlerCode } from '../../src/stream/handler-code.ts';
import { keyOf } from './form-text.ts';

type Row = readonly [sentence: string, code: string, key: string];

const PYTHON: readonly Row[] = [
  ['a tuple that is taken apart', "arn, key = p['Cluster'], p['Key']\nSTART(KmsKeyId=key)", 'property Key'],
  ['a tuple in brackets', "(arn, key) = (p['Cluster'], p['Key'])\nSTART(KmsKeyId=key)", 'property Key'],
  ['a property that is a list, taken apart', "_, key = p['Keys']\nSTART(KmsKeyId=key)", 'property Keys.1'],
  ['a tuple with a star', "*_, key = p['Cluster'], p['Key']\nSTART(KmsKeyId=key)", 'unknown'],
  ['a tuple of a call', "arn, key = map(p.get, ('Cluster', 'Key'))\nSTART(KmsKeyId=key)", 'unknown'],
  ['a tuple of a loop', "arn, key = (p[x] for x in ('Cluster', 'Key'))\nSTART(KmsKeyId=key)", 'unknown'],
  ['a look-up by the cluster', "START(KmsKeyId=KEYS[p['Cluster']])", 'unknown'],
  ["a call with the cluster's name", "START(KmsKeyId=find(p['Cluster']))", 'unknown'],
  ["the cluster's own key", "START(KmsKeyId=rds.describe(Id=p['Cluster'])['C'][0]['KmsKeyId'])", 'unknown'],
  ['a text around a property', 'START(KmsKeyId=f"alias/{p[\'Cluster\']}")', 'unknown'],
  ['a text that is the property alone', 'START(KmsKeyId=f"{p[\'Key\']}")', 'property Key'],
  ['a text with a format', 'START(KmsKeyId=f"{p[\'Key\']:>9}")', 'unknown'],
  ['a format with per cent', "START(KmsKeyId='%s' % p['Cluster'])", 'unknown'],
  ['a sum', "START(KmsKeyId='alias/' + p['Cluster'])", 'unknown'],
  [
    'a member of what JSON holds',
    "c = json.loads(p['Config'])\nSTART(KmsKeyId=c['KmsKeyId'])",
    'property Config.{JSON}.KmsKeyId',
  ],
  [
    'a member of JSON that is read in a way of its own',
    "START(KmsKeyId=json.loads(p['Config'], object_hook=f)['KmsKeyId'])",
    'unknown',
  ],
  ["a member of what another's loads gives", "START(KmsKeyId=yaml.loads(p['Config'])['KmsKeyId'])", 'unknown'],
  ['an event inside JSON', "START(KmsKeyId=json.loads(m)['ResourceProperties']['Key'])", 'property Key'],
  [
    'what KMS answers when it is asked for the key',
    "k = kms.describe_key(KeyId=p['Key'])['KeyMetadata']\nSTART(KmsKeyId=k['Arn'])",
    'property Key',
  ],
  [
    'what KMS answers when it is asked for more',
    "k = kms.describe_key(KeyId=p['Key'], **more)['KeyMetadata']\nSTART(KmsKeyId=k['Arn'])",
    'unknown',
  ],
  [
    'what RDS answers of the cluster',
    "k = rds.describe_db_clusters(DBClusterIdentifier=p['Key'])['DBClusters'][0]\nSTART(KmsKeyId=k['KmsKeyId'])",
    'unknown',
  ],
  ['the one item of a list in brackets', "[k] = p['Keys']\nSTART(KmsKeyId=k)", 'property Keys.0'],
  ['a name in brackets', "(k) = p['Key']\nSTART(KmsKeyId=k)", 'property Key'],
  ['what was there before', "START(KmsKeyId=event['OldResourceProperties']['Key'])", 'unknown'],
  ['a nested property', "s = p.get('Stream', {})\nSTART(KmsKeyId=s.get('Key'))", 'property Stream.Key'],
  ['each item of a list', "for s in p['Streams']:\n  START(KmsKeyId=s['Key'])", 'property Streams.-1.Key'],
  ['a property that is given anew', "p['Key'] = p['Other']\nSTART(KmsKeyId=p['Key'])", 'unknown'],
  ['properties with one given anew', "q = {**p, 'Key': p['Other']}\nSTART(KmsKeyId=q['Key'])", 'property Other'],
  ['the properties themselves, given anew', "p = {**p, 'Key': p['Other']}\nSTART(KmsKeyId=p['Key'])", 'unknown'],
  ['properties that are updated', "p.update(Key=p['Other'])\nSTART(KmsKeyId=p['Key'])", 'unknown'],
  [
    'a variable in two branches',
    "if x:\n  k = p['A']\nelse:\n  k = p['B']\nSTART(KmsKeyId=k)",
    'property A or property B',
  ],
  ['a variable that grows', "k = p['Key']\nk += '/x'\nSTART(KmsKeyId=k)", 'unknown'],
  ['a variable without its blanks', "k = p['Key']\nk = k.strip()\nSTART(KmsKeyId=k)", 'property Key'],
  ['a variable of another function', "def f():\n  k = p['Other']\nk = p['Key']\nSTART(KmsKeyId=k)", 'property Key'],
  ['a parameter', "def f(k):\n  START(KmsKeyId=k)\nf(p['Key'])", 'property Key'],
  ['a parameter by its name', "def f(a, *, k=None):\n  START(KmsKeyId=k)\nf(1, k=p['Key'])", 'property Key'],
  ['a parameter that another call leaves out', "def f(a, k='alias/x'):\n  START(KmsKeyId=k)\nf(1)", "'alias/x'"],
  ['a parameter of what is handed on', "def f(k):\n  START(KmsKeyId=k)\nmap(f, keys)\nf(p['Key'])", 'unknown'],
  ['a parameter of a call with a star', 'def f(k):\n  START(KmsKeyId=k)\nf(*x)', 'unknown'],
  [
    'a parameter named as a property that is handed on',
    'def f(Key, **_):\n  START(KmsKeyId=Key)\nf(**p)',
    'property Key',
  ],
  [
    'a parameter with a default beside what is handed on',
    "def f(Key='alias/x'):\n  START(KmsKeyId=Key)\nf(**event['ResourceProperties'])",
    "property Key, else 'alias/x'",
  ],
  [
    'a parameter by its place beside what is handed on',
    "def f(a, k):\n  START(KmsKeyId=k)\nf(1, p['Key'], **q)",
    'property Key',
  ],
  ['what is handed on from a call', 'def f(Key):\n  START(KmsKeyId=Key)\nf(**read(p))', 'unknown'],
  ['the rest of what is handed on', "def f(a, **k):\n  START(KmsKeyId=k['Key'])\nf(**p)", 'unknown'],
  ['a parameter of a method', "class A:\n  def f(self, k):\n    START(KmsKeyId=k)\nA().f(p['Key'])", 'property Key'],
  ['an attribute', "class A:\n  def f(self):\n    self.k = p['Key']\n    START(KmsKeyId=self.k)", 'property Key'],
  ['what a function returns', "def f():\n  return p['Key']\nSTART(KmsKeyId=f())", 'property Key'],
  ['what a function returns or not', "def f():\n  if x: return p['Key']\n  return g()\nSTART(KmsKeyId=f())", 'unknown'],
  ['a table of the code', "C = {'key': 'alias/das'}\nSTART(KmsKeyId=C['key'])", "'alias/das'"],
  ['a table that is not all told', "C = {name: p['Other']}\nSTART(KmsKeyId=C['key'])", 'unknown'],
  ['an import', 'from config import KEY\nSTART(KmsKeyId=KEY)', 'unknown'],
  ['a default of the environment', "START(KmsKeyId=os.environ.get('KEY', 'alias/x'))", "variable KEY, else 'alias/x'"],
  ['getenv', "START(KmsKeyId=os.getenv('KEY'))", 'variable KEY'],
  ['a walrus', "if (k := p['Key']): START(KmsKeyId=k)", 'property Key'],
  ['a call by name', "c._make_api_call('StartActivityStream', {'KmsKeyId': p['Key']})", 'property Key'],
  [
    'a command in a list',
    "subprocess.run(['aws', 'rds', 'start-activity-stream', '--kms-key-id', p['Key']])",
    'property Key',
  ],
  ['a command in a text', 'os.system(f"aws rds start-activity-stream --kms-key-id {p[\'Key\']} --x")', 'property Key'],
  ['a command that goes on', "os.system('aws rds start-activity-stream --kms-key-id ' + k)", 'unknown'],
];

const SCRIPT: readonly Row[] = [
  ['a list that is taken apart', 'const [arn, key] = [p.Cluster, p.Key];\nSTART({ KmsKeyId: key })', 'property Key'],
  ['a pattern in a parameter', 'const f = ({ Key: k }) => START({ KmsKeyId: k });\nf(p)', 'property Key'],
  [
    'a pattern in a handler',
    'exports.h = async ({ ResourceProperties: { Key } }) => START({ KmsKeyId: Key })',
    'property Key',
  ],
  ['a look-up that is awaited', 'const key = await lookup(p.Cluster);\nSTART({ KmsKeyId: key })', 'unknown'],
  [
    'what KMS answers to a command',
    'const { KeyMetadata } = await kms.send(new sdk.DescribeKeyCommand({ KeyId: p.Key }));\nSTART({ KmsKeyId: KeyMetadata.Arn })',
    'property Key',
  ],
  [
    'what KMS answers to another command',
    'const { KeyMetadata } = await kms.send(new sdk.CreateKeyCommand({ KeyId: p.Key }));\nSTART({ KmsKeyId: KeyMetadata.Arn })',
    'unknown',
  ],
  [
    'what KMS answers, promised',
    'const k = await kms.describeKey({ KeyId: p.Key }).promise();\nSTART({ KmsKeyId: k.KeyMetadata.KeyId })',
    'property Key',
  ],
  ['a text around a property', 'START({ KmsKeyId: `alias/${p.Cluster}` })', 'unknown'],
  ['a text that is the property alone', 'START({ KmsKeyId: `${p.Key}` })', 'property Key'],
  ['a type', 'const key: string = p.Key as string;\nSTART({ KmsKeyId: key! })', 'property Key'],
  ['a choice', 'START({ KmsKeyId: c ? p.A : p.B })', 'property A or property B'],
  ['a choice with what is not told', 'START({ KmsKeyId: c ? p.A : f(p.B) })', 'unknown'],
  ['what a callback is handed', 'list.forEach((c) => START({ KmsKeyId: c.KmsKeyId }));', 'unknown'],
  ['a loop', 'for (const s of p.Streams) START({ KmsKeyId: s.Key });', 'property Streams.-1.Key'],
  ['an object that is handed on', 'const f = (a) => START(a);\nf({ KmsKeyId: p.Key });', 'property Key'],
  ['properties with one given anew', 'START({ ...p, KmsKeyId: p.Key })', 'property Key'],
  ['properties that come later', 'START({ KmsKeyId: p.Key, ...p })', 'property KmsKeyId, else property Key'],
  ['the properties as a whole', 'START(p)', 'property KmsKeyId'],
  [
    'an attribute',
    'class A { constructor() { this.k = p.Key; } f() { START({ KmsKeyId: this.k }); } }',
    'property Key',
  ],
  ['a call by name', "rds.makeRequest('startActivityStream', { KmsKeyId: p.Key })", 'property Key'],
  ['a parameter of what is exported', 'exports.f = (k) => START({ KmsKeyId: k.Key });\nf(p)', 'property Key'],
  ['another call alone', 'rds.createDBCluster({ KmsKeyId: p.Other });\nSTART(await build())', 'the only one'],
];

describe('the code gives the key by', () => {
  test.each(PYTHON)('%s, in Python', (_sentence, code, key) => {
    expect(keyOf('python', code)).toBe(key);
  });

  test.each(SCRIPT)('%s, in JavaScript', (_sentence, code, key) => {
    expect(keyOf('javascript', code)).toBe(key);
  });
});

/** Expressions that hand on what stands in them, and others that make something else of it. */
const HAND_ON = {
  python: ['(X)', 'X.strip()', 'str(X)', 'X or None', 'X if X else None', "{'a': X}['a']", '[X, 1][0]', 'same(X)'],
  javascript: [
    '(X)',
    'X.trim()',
    'String(X)',
    'X ?? null',
    '`${X}`',
    '{ a: X }.a',
    '[X, 1][0]',
    'same(X)',
    'X as string',
  ],
} as const;
const MAKE_OTHER = {
  python: [
    'look(X)',
    'T[X]',
    "f'alias/{X}'",
    "X + 'x'",
    "'%s' % X",
    'X.lower()',
    'X[:-1]',
    'X and k',
    'next(X)',
    'kms.find(Id=X)',
    'not X',
    '(k for k in X)',
    "X.split('/')[0]",
  ],
  javascript: [
    'look(X)',
    'T[X]',
    '`alias/${X}`',
    "X + 'x'",
    'X.toLowerCase()',
    'X && k',
    '!X',
    'new Key(X)',
    'kms.find({ Id: X })',
    "X.split('/')[0]",
    '(X, k)',
    'typeof X',
  ],
} as const;
const BEFORE = {
  python: 'def same(x):\n  return x\n',
  javascript: 'const same = (x) => x;\n',
} as const;
const READS = { python: "p['Key']", javascript: 'p.Key' } as const;
const GIVES = {
  python: [
    'START(KmsKeyId=X)',
    'k = X\nSTART(KmsKeyId=k)',
    'c, k = p["Cluster"], X\nSTART(KmsKeyId=k)',
    "a = {'KmsKeyId': X}\nSTART(**a)",
  ],
  javascript: [
    'START({ KmsKeyId: X })',
    'const k = X;\nSTART({ KmsKeyId: k })',
    'const [c, k] = [p.Cluster, X];\nSTART({ KmsKeyId: k })',
    'const a = { KmsKeyId: X };\nSTART(a)',
  ],
} as const;

const put = (into: string, what: string) => into.replaceAll('X', what);

describe.each(['python', 'javascript'] as const)('whatever stands around the property in %s,', (language) => {
  const handOn = fc.array(fc.constantFrom(...HAND_ON[language]), { maxLength: 4 });
  const gives = fc.constantFrom(...GIVES[language]);

  test('it is the key where all of it is understood', () => {
    fc.assert(
      fc.property(handOn, gives, (wraps, given) => {
        const expression = wraps.reduce<string>((inner, wrap) => put(wrap, `(${inner})`), READS[language]);
        expect(keyOf(language, BEFORE[language] + put(given, expression))).toBe('property Key');
      }),
    );
  });

  test('it is no other key where some of it is not', () => {
    fc.assert(
      fc.property(handOn, fc.constantFrom(...MAKE_OTHER[language]), handOn, gives, (inside, other, outside, given) => {
        const expression = [...inside, other, ...outside].reduce<string>(
          (inner, wrap) => put(wrap, `(${inner})`),
          READS[language],
        );
        expect(['unknown', 'untold']).toContain(keyOf(language, BEFORE[language] + put(given, expression)));
      }),
    );
  });
});

test.each([
  ['(a)=>'.repeat(100_000), 'javascript'],
  ['('.repeat(200_000), 'javascript'],
  ['def f(a): f(a)\n'.repeat(20_000), 'python'],
] as const)('no name is followed in code without end: %.12s', (before, language) => {
  const start = performance.now();
  expect(
    readHandlerCode(`${before}\nc.startActivityStream({ KmsKeyId: a.b })`, language).key.form?.kind ?? 'unknown',
  ).toBe('unknown');
  expect(performance.now() - start).toBeLessThan(5000);
});
