import { describe, expect, test } from '@jest/globals';
import { readHandlerCode, readHandlerFiles } from '../../src/stream/handler-code.ts';
import { analyse } from './analysis.ts';
import { stack } from './stack-text.ts';

const PYTHON = `def ebs(e):
    boto3.client('ec2').enable_ebs_encryption_by_default()

def das(e):
    boto3.client('rds').start_activity_stream(KmsKeyId=e['ResourceProperties']['KmsKeyId'])
`;
const SCRIPT = `const ebs = (e) => ec2.enableEbsEncryptionByDefault({}).promise();
function das(e) { return rds.startActivityStream({ KmsKeyId: e.ResourceProperties.KmsKeyId }).promise(); }
`;
const python = (body: string) => readHandlerCode(`${PYTHON}\n${body}`, 'python').otherTypes;
const script = (body: string) => readHandlerCode(`${SCRIPT}\n${body}`, 'javascript').otherTypes;

describe('of code that tells types of custom resources apart, those without the call are', () => {
  test.each([
    ['a table', "H = {'Custom::Ebs': ebs, 'Custom::Das': das}\ndef handler(e, c):\n    H[e['ResourceType']](e)"],
    [
      'a table of lambdas',
      "H = {\n    'Custom::Ebs': lambda e: ebs(e),\n    'Custom::Das': lambda e: das(e),\n}\ndef handler(e, c):\n    H[e['ResourceType']](e)",
    ],
    [
      'equality',
      "def handler(e, c):\n    t = e['ResourceType']\n    if t == 'Custom::Ebs':\n        ebs(e)\n    elif t == 'Custom::Das':\n        das(e)",
    ],
    [
      'a list of several',
      "def handler(e, c):\n    t = e['ResourceType']\n    if t in ('Custom::Das', 'Custom::AuditStream'):\n        das(e)\n    if 'Custom::Ebs' == t:\n        ebs(e)",
    ],
    [
      'match',
      "def handler(e, c):\n    match e['ResourceType']:\n        case 'Custom::Ebs':\n            ebs(e)\n        case 'Custom::Das':\n            das(e)",
    ],
  ])('those of %s', (_how, body) => expect(python(body)).toEqual(['Custom::Ebs']));

  test.each([
    [
      'a table',
      "const H = { 'Custom::Ebs': ebs, 'Custom::Das': das };\nexports.handler = (e) => H[e.ResourceType](e);",
    ],
    [
      'equality',
      "exports.handler = (e) => {\n  if (e.ResourceType === 'Custom::Ebs') return ebs(e);\n  if (e.ResourceType === 'Custom::Das') { return das(e); }\n};",
    ],
    [
      'switch',
      "exports.handler = (e) => {\n  switch (e.ResourceType) {\n    case 'Custom::Ebs': return ebs(e);\n    case 'Custom::Stream':\n    case 'Custom::Das':\n      return das(e);\n  }\n};",
    ],
  ])('in JavaScript, those of %s', (_how, body) => expect(script(body)).toEqual(['Custom::Ebs']));

  test.each([
    [
      'it is ruled out',
      "def handler(e, c):\n    if e['ResourceType'] != 'Custom::Ebs':\n        das(e)\n    if e['ResourceType'] == 'Custom::Das':\n        das(e)",
    ],
    [
      'there is more to a condition',
      "def handler(e, c):\n    if e['ResourceType'] == 'Custom::Ebs' or e['x']:\n        ebs(e)\n    if e['ResourceType'] == 'Custom::Das':\n        das(e)",
    ],
    [
      'a table holds objects',
      "H = {'Custom::Ebs': Ebs(), 'Custom::Das': das}\ndef handler(e, c):\n    H[e['ResourceType']](e)",
    ],
    [
      'what is made for a type may be called later',
      "def handler(e, c):\n    if e['ResourceType'] == 'Custom::Ebs':\n        run = Ebs()\n    elif e['ResourceType'] == 'Custom::Das':\n        das(e)\n    run(e)",
    ],
    [
      'what is chosen for a type may be called later',
      "def handler(e, c):\n    if e['ResourceType'] == 'Custom::Ebs':\n        run = other\n    elif e['ResourceType'] == 'Custom::Das':\n        das(e)\n    run(e)",
    ],
    [
      'all come to the call',
      "H = {'Custom::Ebs': das, 'Custom::Das': das}\ndef handler(e, c):\n    H[e['ResourceType']](e)",
    ],
    [
      'a type is only spoken of',
      "def handler(e, c):\n    print('Custom::Ebs', e['ResourceType'])\n    if e['ResourceType'] == 'Custom::Das':\n        das(e)",
    ],
    [
      'nothing asks for the type',
      "H = {'Custom::Ebs': ebs, 'Custom::Das': das}\ndef handler(e, c):\n    H[e['Kind']](e)",
    ],
  ])('none where %s', (_sentence, body) => expect(python(body)).toEqual([]));

  test.each([
    "    if e['ResourceType'] == 'Custom::Ebs':\n        ebs(e)\n    else:\n        das(e)",
    "    if e.get('ResourceType') == 'Custom::Ebs':\n        return ebs(\n            e,\n        )\n    p = 1\n\n    das(e)",
    "    if e['ResourceType'] == 'Custom::Ebs':\n        raise Own()\n    elif c:\n        das(e)",
  ])('a type whose branch skips the call: %j', (body) =>
    expect(python(`def handler(e, c):\n${body}`)).toEqual(['Custom::Ebs']),
  );

  test.each([
    "    if e['ResourceType'] == 'Custom::Ebs':\n        ebs(e)\n    else:\n        pass\n    das(e)",
    "    if e['ResourceType'] == 'Custom::Ebs':\n        if c:\n            return ebs(e)\n    das(e)",
    "    if e['ResourceType'] == 'Custom::Ebs':\n        return das(e)\n    das(e)",
    "    das(e)\n    if e['ResourceType'] == 'Custom::Ebs':\n        return ebs(e)\n    das(e)",
    "    try:\n        if e['ResourceType'] == 'Custom::Ebs':\n            raise Own()\n    finally:\n        das(e)",
    "    if e['Kind'] == 'Custom::Ebs':  # ResourceType\n        return ebs(e)\n    das(e)",
    "    if e['ResourceType'] == 'Custom::Ebs':\n        e['ResourceType'] = kind\n        return handler(e, c)\n    das(e)",
    "    if e['ResourceType'] == 'Custom::Ebs' and c:\n        return ebs(e)\n    das(e)",
  ])('no type whose branch may come to the call: %j', (body) =>
    expect(python(`def handler(e, c):\n${body}`)).toEqual([]),
  );

  test.each([
    [
      'behind the branches',
      "    if e['ResourceType'] == 'Custom::Das':\n        das(e)\n        return\n    elif e['ResourceType'] == 'Custom::My':\n        p['Mode'] = 'async'\n    das(e)",
    ],
    [
      'behind two of them',
      "    if e['ResourceType'] == 'Custom::My':\n        print('async only')\n    if e['ResourceType'] == 'Custom::Das':\n        return das(e)\n    return das(e)",
    ],
    [
      'with what a branch made',
      "    args = None\n    if e['ResourceType'] == 'Custom::Das':\n        return das({**p, 'Mode': 'sync'})\n    if e['ResourceType'] == 'Custom::My':\n        args = {**p, 'Mode': 'async'}\n    return das(args)",
    ],
    [
      'for all that a branch put by',
      "    if e['ResourceType'] == 'Custom::Das':\n        das(e)\n    elif e['ResourceType'] == 'Custom::My':\n        queue.append(p)\n    for q in queue:\n        das(q)",
    ],
    [
      'by a name that is made',
      "    if e['ResourceType'] == 'Custom::Das':\n        das(e)\n    elif e['ResourceType'] == 'Custom::My':\n        ebs(e)\n    globals()['da' + 's'](e)",
    ],
  ])('none where the call is made for every type, %s', (_where, body) =>
    expect(python(`def handler(e, c):\n    p = e['ResourceProperties']\n${body}`)).toEqual([]),
  );

  test.each([
    "  if (e.ResourceType === 'Custom::Das') {\n    return das(e);\n  }\n  if (e.ResourceType === 'Custom::My') {\n    mode = 'async';\n  }\n  return das(e, mode);",
    "  switch (e.ResourceType) {\n    case 'Custom::My':\n      mode = 'async';\n      break;\n    case 'Custom::Das':\n      await das(e);\n      return;\n  }\n  await das(e, mode);",
  ])('none in JavaScript where the call is made for every type: %j', (body) =>
    expect(script(`exports.handler = async (e) => {\n  let mode;\n${body}\n};`)).toEqual([]),
  );

  test('none where a case runs on into the next, or a condition says more', () => {
    expect(
      script("switch (e.ResourceType) { case 'Custom::Ebs': ebs(e); case 'Custom::Das': das(e); break; }"),
    ).toEqual([]);
    expect(
      script("if (e.ResourceType === 'Custom::Ebs' || x) ebs(e); if (e.ResourceType === 'Custom::Das') das(e);"),
    ).toEqual([]);
  });

  test('none where there are more types than any handler has', () => {
    const table = (count: number) =>
      `H = {'Custom::Das': das, ${Array.from({ length: count }, (_, i) => `'Custom::T${i}': ebs`).join(', ')}}\ndef handler(e, c):\n    H[e['ResourceType']](e)`;
    expect(python(table(39))).toHaveLength(39);
    expect(python(table(40))).toEqual([]);
  });

  test('those of a table of functions that bear one name in several files', () => {
    const handler = `from handlers import ebs, das
HANDLERS = {'Custom::Ebs': ebs.run, 'Custom::Das': das.run}
def handler(e, c):
    HANDLERS[e['ResourceType']](e)
`;
    const [ebs = '', das = ''] = PYTHON.split('\n\n').map((text) => text.replace(/def \w+/, 'def run'));
    const read = (modules: readonly string[]) =>
      readHandlerFiles([handler, ebs, das], 'python', () => true, modules).otherTypes;
    expect(read(['ebs', 'das'])).toEqual(['Custom::Ebs']);
    // Which file is meant has to be seen.
    expect(read(['a', 'b'])).toEqual([]);
  });
});

test('a custom resource of such a type starts no stream', () => {
  const code = `${PYTHON}\nH = {'Custom::Ebs': ebs, 'Custom::ActivityStream': das}\ndef handler(e, c):\n    H[e['ResourceType']](e)`;
  const more =
    '  Default: {Type: Custom::Ebs, Properties: {ServiceToken: !GetAtt Function.Arn, KmsKeyId: !GetAtt Key.Arn}}';
  const found = analyse(stack({ code, more })).map(({ customResource }) => customResource.logicalId);
  expect(found).toEqual(['Stream']);
});
