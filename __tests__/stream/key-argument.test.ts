import { test } from '@jest/globals';
import { type Language, withoutCommentsAndStrings } from '../../src/stream/code-text.ts';
import { readKeyArgument } from '../../src/stream/key-argument.ts';
import { expectSection } from '../fixture-sections.ts';
import { formText } from './form-text.ts';

const ID = '1234abcd-12ab-34cd-56ef-1234567890ab';
/** A call in Python, and one in JavaScript, that is given this as its key. */
const py = (given: string, before = '') => `${before}c.start_activity_stream(KmsKeyId=${given}, Mode='async')`;
const js = (given: string, before = '') => `${before}c.startActivityStream({ KmsKeyId: ${given}, Mode: 'async' })`;

const CODES: Readonly<Record<Language, readonly string[]>> = {
  python: [
    // Which KmsKeyId is the call's.
    py("p['Mine']"),
    "c.start_activity_stream (\n  KmsKeyId=\n    p['Mine'],\n)",
    "getattr(c, 'start_activity_stream')(KmsKeyId=p['Mine'])",
    "call = c.start_activity_stream\ncall(KmsKeyId=p['Mine'])",
    py("p['Mine']", "c.create_db_cluster(KmsKeyId=p['Storage'])\n"),
    py("p['Mine']", "# c.start_activity_stream(KmsKeyId=p['Old'])\n"),
    py("p['Mine']", "log('KmsKeyId=x')\n"),
    py("p['Mine']", "c.start_activity_stream(MyKmsKeyId=p['Other'])\n"),
    "args = {'KmsKeyId': p['Mine'], 'Mode': p['Mode']}\nc.start_activity_stream(**args)",
    "args['KmsKeyId'] = p['Mine']\nc.start_activity_stream(**args)",
    "args = dict(KmsKeyId=p['Mine'])\nc.start_activity_stream(**args)",
    "if KmsKeyId == p['Other']: pass\nc.start_activity_stream(**args)",
    'c.start_activity_stream(**args)',
    "c.start_activity_stream(ResourceArn=a)\nc.start_activity_stream(ResourceArn=b, KmsKeyId=p['Mine'])",
    'for n in names: c.start_activity_stream(KmsKeyId)',
    // What stands in the argument.
    py("p.get('Mine')"),
    py("p.get('Mine') or p['Own']"),
    py("p['Mine'] if p['Mine'] else os.environ['OWN']"),
    py("p['Mine'].strip()"),
    py('event["ResourceProperties"]["Mine"]'),
    py("find(p['Mine'])"),
    py("kms.describe_key(KeyId=p['Mine'])['KeyMetadata']['Arn']"),
    py('p[name]'),
    py('self.key'),
    py("''"),
    // A string that is a key counts in the call alone.
    ...["'alias/das'", "'arn:aws:kms:a:b:key/c'", `'${ID}'`, "'mrk-0'", "'${Key}'", '"alias/das"', "'ALIAS/das'"].map(
      (literal) => py(literal),
    ),
    ...["'some-key'", "'x alias/das'", "'12345678'", "'alias/das' + x", "p['alias/das']"].map((literal) => py(literal)),
    "args = {'KmsKeyId': 'alias/das'}\nc.start_activity_stream(**args)",
    "other = {'KmsKeyId': 'alias/storage'}\nargs = {'KmsKeyId': 'alias/das'}\nc.create_db_cluster(**other)\nc.start_activity_stream(**args)",
    "args = dict(Mode='async')\nargs['KmsKeyId'] = 'alias/das'\nc.start_activity_stream(ResourceArn=a, **args)",
    "other = {'KmsKeyId': 'alias/storage'}\nc.create_db_cluster(**other)\nc.start_activity_stream(**args)",
    "subprocess.run(['aws', 'rds', 'start-activity-stream', '--kms-key-id', 'alias/das'])",
    py('k', "k = 'alias/das'\n"),
    // What the variables are assigned.
    py('k', "k = p['Mine']\n"),
    py('k.strip()', "k = p['Mine']\n"),
    py('k.lower()', "k = p['Mine']\n"),
    py('k[0]', "k = p['Mine']\n"),
    py('k()', "k = p['Mine']\n"),
    py('color', "color = p['Mine']\n"),
    py('order', "order = p['Mine']\n"),
    py('k or None', "k = p['Mine']\n"),
    py('k', "k: str = p['Mine']\n"),
    py('k', "k: Optional[str] = p['Mine']\n"),
    py('k', "mk = p['Other']\nk2 = p['Other']\nk = p['Mine']\n"),
    py('k', "if k == p['Other']: pass\n"),
    py('k', "k = p['Mine']; other = p['Other']\n"),
    py('k', "k = (\n  p['Mine']\n)\nother = p['Other']\n"),
    py('k', "if x:\n  k = p['Mine']\nelse:\n  k = p['Own']\n"),
    py('k', "a = p['Mine']\nk = a\n"),
    py('k', 'k = x\nx = k\n'),
    py('a', "e = p['Fifth']\nd = e\nc = d\nb = c\na = b\n"),
    py('a', "d = p['Fourth']\nc = d\nb = c\na = b\n"),
    py('a', "c = p['Third']\nb = c\na = b\n"),
    py('KmsKeyId', "KmsKeyId = p['Mine']\n"),
    py('KmsKeyId', 'def start(KmsKeyId):\n  pass\n'),
    // What the code reads.
    "x = p['A'] + p.B\np['C'] = 1\np.D = 2\nif p['E'] == p.F: pass\n{'G': 1}\nc.start_activity_stream(KmsKeyId=k)",
    "# p['A']\nlog('p.B')\nc.start_activity_stream(KmsKeyId=k)",
  ],
  javascript: [
    // What the call is handed as a whole.
    "const input = { KmsKeyId: 'alias/das', Mode: 'async' };\nc.send(new StartActivityStreamCommand(input))",
    "const base = { KmsKeyId: 'alias/das' };\nc.startActivityStream({ ...base, Mode: 'async' })",
    "input.KmsKeyId = 'alias/das';\nc.startActivityStream(input)",
    "const storage = { KmsKeyId: 'alias/storage' };\nc.createDBCluster(storage); c.startActivityStream(input)",
    js('p.Mine'),
    js('p["Mine"]'),
    js('p?.Mine ?? p.Own'),
    js('p.Mine ? p.Mine : p.Own'),
    js('p.Mine || process.env.OWN'),
    js('`arn:aws:kms:eu-west-1:111122223333:key/${p.Mine}`'),
    js('`alias/das`'),
    "c.send(new StartActivityStreamCommand({ 'KmsKeyId': p.Mine }))",
    "c['startActivityStream']({ KmsKeyId: p.Mine })",
    'c.send(new StartActivityStreamCommand(args))',
    // The name alone stands for a variable of that name.
    'const { KmsKeyId } = p;\nc.startActivityStream({ KmsKeyId, Mode })',
    'const { KmsKeyId } = p;\nc.startActivityStream({ Mode, KmsKeyId })',
    "c.startActivityStream({ KmsKeyId });\nconst { KmsKeyId } = p;\nlog('something that makes the code longer than what is looked at before a name');",
    '({A,  B}) => c.startActivityStream({KmsKeyId: x})',
    'const { Mine: KmsKeyId } = p;\nc.startActivityStream({ KmsKeyId })',
    'const KmsKeyId = p.Mine;\nc.startActivityStream({ KmsKeyId })',
    'let KmsKeyId = p.Mine;\nc.startActivityStream({ KmsKeyId })',
    'var KmsKeyId = p.Mine;\nc.startActivityStream({ KmsKeyId })',
    '  KmsKeyId = p.Mine;\nc.startActivityStream({ KmsKeyId })',
    "c.startActivityStream({ 'KmsKeyId' })",
    'c.startActivityStream(KmsKeyId, x)',
    'c.startActivityStream(a, KmsKeyId)',
    // What takes an object apart gives nothing: it takes.
    'const { KmsKeyId: key } = p;\nc.startActivityStream(args)',
    'async ({ KmsKeyId: key }) => c.startActivityStream(args)',
    'function start({ KmsKeyId: key }) { c.startActivityStream(args) }',
    'async ({ ResourceProperties: { KmsKeyId: key } }) => c.startActivityStream(args)',
    'start({ KmsKeyId: p.Mine });\nc.startActivityStream(args)',
    'args = { KmsKeyId: p.Mine };\nc.startActivityStream(args)',
    'if ({ KmsKeyId: p.Mine } == x) c.startActivityStream(args)',
    // Variables that are taken out of an object.
    js('key', 'const { Mine: key } = p;\n'),
    js('key', 'const { key } = p;\n'),
    js('key', 'const { a, Mine: key, b } = p;\n'),
    js('key', 'const { A: { Mine: key } } = event;\n'),
    js('key', "const { Mine: key = 'x' } = p;\n"),
    js('key', 'const x = { Mine: key };\n'),
    js('key', 'const { Mine: keys } = p;\n'),
    js('key', 'const { key: mine } = p;\n'),
    js('$key', 'const $key = p.Mine;\n'),
    js('$key', 'const { Mine: $key } = p;\n'),
    js('key', 'const key = p.Mine;\nconst other = (key) => p.Other;\n'),
    js('key', 'if (key === p.Other) key == p.Other;\n'),
    js('key', 'let key;\nkey = p.Mine;\n'),
    js('key', 'const key =\n  p.Mine;\nconst other = p.Other;\n'),
    js('key', 'const key = [p.Mine, p.Own][0];\n'),
    // What the code reads.
    'const { A, B: b, C = 1 } = p; const x = { D, E: 1 }; f(p.F, p["G"], { "H": 1 }); p.I = 1; p["J"] = 1;\nc.startActivityStream({ KmsKeyId: x })',
    'f(({ A }) => A, function ({ B }) {}, { C });\nc.startActivityStream({ KmsKeyId: x })',
  ],
  shell: [
    'aws rds create-db-cluster --kms-key-id alias/storage\naws rds start-activity-stream --mode async \\\n  --kms-key-id=alias/das',
    'aws rds create-db-cluster --kms-key-id alias/storage\naws rds start-activity-stream --mode async',
    'aws rds start-activity-stream --kms-key-id "arn:aws:kms:$REGION:1:key/x"',
    "# aws rds start-activity-stream --kms-key-id alias/old\naws rds start-activity-stream --kms-key-id 'alias/das'",
    'aws rds start-activity-stream --kms-key-id "$KEY"',
    "aws rds start-activity-stream --kms-key-id='${KEY_ID}' --mode async",
    'aws rds start-activity-stream --kms-key-id  $KEY\naws rds start-activity-stream --kms-key-id $OTHER',
    'aws rds start-activity-stream --kms-key-id $1',
    'aws rds start-activity-stream --kms-key-id alias/das',
  ],
};

const rows = Object.entries(CODES).flatMap(([language, codes]) =>
  codes.map((code) => [language as Language, code] as const),
);

test.each(rows)('the key in %s: %s', (language, text) => {
  const { code } = withoutCommentsAndStrings(text, language);
  const { form } = readKeyArgument(text, code, language);
  expectSection('arguments', `${language} ${JSON.stringify(text)}\n  ${formText(form)}`);
});
