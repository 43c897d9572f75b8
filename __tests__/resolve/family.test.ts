import { describe, expect, test } from '@jest/globals';
import { Scope } from '../../src/resolve/scope.ts';
import type { Surroundings } from '../../src/resolve/surroundings.ts';
import { printable, type Text, textOf } from '../../src/resolve/text.ts';
import { ALWAYS, World } from '../../src/resolve/world.ts';
import { readTemplate } from '../../src/template/read.ts';
import type { Template } from '../../src/template/template.ts';
import { environmentOf } from '../stream/analysis.ts';

const MAIN = `
Parameters: {Stage: {Type: String}}
Conditions: {IsProd: !Equals [!Ref Stage, prod]}
Resources:
  Key: {Type: AWS::KMS::Key}
  Child: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: child.yaml}}
  Bucket: {Type: AWS::S3::Bucket, Properties: {TemplateURL: child.yaml}}
`;

function templateAt(path: string, text: string): Template {
  const read = readTemplate({ path, text });
  if (read.kind !== 'template') throw new Error(path);
  return read.template;
}

/** A stack among other templates that were read; those that were not are 'unread', and nothing else is there. */
function among(
  others: Readonly<Record<string, string>>,
  { unread = [], leftOut = null }: { unread?: readonly string[]; leftOut?: string | null } = {},
): Scope {
  const main = templateAt('app/main.yaml', MAIN);
  const templates = [main, ...Object.entries(others).map(([path, text]) => templateAt(path, text))];
  const surroundings: Surroundings = {
    get: (path) =>
      unread.includes(path) ? 'unread' : (templates.find(({ file }) => file.path === path)?.file ?? 'absent'),
    templates,
    leftOut,
  };
  return new Scope(main, new World(), environmentOf({}), surroundings);
}

const child = (scope: Scope, name = 'Child') => {
  const resource = scope.template.resources.get(name);
  if (resource === undefined) throw new Error(name);
  return scope.family.nestedStack(scope, resource);
};
const reasonOf = (found: ReturnType<typeof child>) => ('reason' in found ? found.reason : null);
const wantedBy = ({ family }: Scope) => [...family.wanted.values()].map(({ path, why }) => `${path}: ${why}`);

describe('a nested stack', () => {
  const NESTING = { 'app/child.yaml': MAIN.replace('child.yaml', 'grandchild.yaml'), 'app/grandchild.yaml': MAIN };

  test('is opened once', () => {
    const scope = among(NESTING);
    expect(child(scope)).toBe(child(scope));
    expect(scope.family.scopes).toHaveLength(2);
    expect(wantedBy(scope)).toEqual([]);
  });

  test('within a nested stack is not looked into', () => {
    const found = child(among(NESTING));
    if ('reason' in found) throw new Error(found.reason);
    expect(reasonOf(child(found.scope))).toBe('the template of Child, nested more than one level deep');
  });

  test.each([
    ['was not read', { unread: ['app/child.yaml'] }, ['app/child.yaml: nested-stack']],
    ['is not there', {}, []],
  ])('whose template %s is wanted only if that helps', (_sentence, options, wanted) => {
    const scope = among({}, options);
    expect(reasonOf(child(scope))).toBe('the template app/child.yaml of Child');
    expect(wantedBy(scope)).toEqual(wanted);
  });

  test('whose asset is not told is not looked into', () => {
    const scope = among(NESTING);
    const resource = scope.template.resources.get('Child');
    const [metadata] = templateAt(
      'm.yaml',
      `Resources: {A: {Type: T, Metadata: {'aws:asset:property': TemplateURL}}}`,
    ).resources.values();
    if (resource === undefined || metadata === undefined) throw new Error('no resource');
    const found = scope.family.nestedStack(scope, { ...resource, properties: null, metadata: metadata.metadata });
    expect(reasonOf(found)).toBe('the template of Child');
  });

  test('is none where something else has such a property', () => {
    const scope = among(NESTING);
    expect(reasonOf(child(scope, 'Bucket'))).toBe('the template of Bucket');
    expect(printable(textAt(scope, 'Bucket', 'Outputs.Arn'))).toBe('${Outputs.Arn of Bucket}');
  });

  const textAt = (scope: Scope, name: string, attribute: string): Text => {
    const [only] = scope.getAtt(name, attribute);
    if (only?.value.kind !== 'text') throw new Error(attribute);
    return only.value;
  };
});

const exporting = (name: string, more = '') => `
Parameters: {Team: {Type: String}, Many: {Type: CommaDelimitedList}}
Conditions: {Never: !Equals [a, b]}
Resources: {Key: {Type: AWS::KMS::Key}}
Outputs: {KeyArn: {Value: !GetAtt Key.Arn, Export: {Name: ${name}}${more}}}
`;

describe('the exports of a name', () => {
  const found = (others: Readonly<Record<string, string>>) => {
    const scope = among(others);
    return scope.family.exporting('keys-arn', scope).map(({ scope: { id }, guard }) => [id, guard === ALWAYS]);
  };
  const OWN = "!Sub '${AWS::StackName}-arn'";

  test.each<[string, string, string, boolean]>([
    ['that is written out', 'app/a.yaml', 'keys-arn', true],
    ['that is another', 'app/a.yaml', 'other', false],
    ["of the stack's name, which the file has", 'app/keys.yaml', OWN, true],
    ["of the stack's name, in what the CDK makes", 'app/keys.template.json', OWN, true],
    ["of the stack's name, in a .yml file", 'app/keys.yml', OWN, true],
    ["of another stack's name", 'app/other.yaml', OWN, false],
    ['of a parameter', 'app/keys.yaml', "!Sub '${Team}-arn'", false],
    ['that is no text', 'app/keys.yaml', '!Ref Many', false],
  ])('%s', (_sentence, path, name, isFound) => {
    expect(found({ [path]: exporting(name) })).toEqual(isFound ? [[path, true]] : []);
  });

  test('are those that can be made', () => {
    expect(found({ 'app/a.yaml': exporting('keys-arn', ', Condition: Never') })).toEqual([]);
  });

  test('in the same folder go before the others', () => {
    const files = { 'a.yaml': exporting('keys-arn'), 'b.yaml': exporting('keys-arn') };
    expect(found(files)).toEqual([
      ['a.yaml', true],
      ['b.yaml', true],
    ]);
    expect(found({ ...files, 'app/c.yaml': exporting('keys-arn') })).toEqual([['app/c.yaml', true]]);
  });

  test('may be in templates that were left out', () => {
    const scope = among({}, { leftOut: '(further templates)' });
    expect(wantedBy(scope)).toEqual([]);
    scope.family.exporting('keys-arn', scope);
    expect(wantedBy(scope)).toEqual(['(further templates): nested-stack']);
    const all = among({});
    all.family.exporting('keys-arn', all);
    expect(wantedBy(all)).toEqual([]);
  });
});

describe('the templates that may export a name', () => {
  test.each<[string, string, readonly string[]]>([
    ['by what comes to it', "!Sub '${Team}-arn'", ['app/a.yaml ${parameter Team}-arn']],
    ['by what does not', "!Sub '${Team}-id'", []],
    ['by what may be anything', '!Ref Team', []],
    ['by a list', '!Ref Many', []],
    ['by a name that is written out', 'keys-arn', []],
  ])('%s', (_sentence, name, expected) => {
    const scope = among({ 'app/a.yaml': exporting(name), 'app/b.yaml': MAIN });
    const found = scope.family.mayExport(textOf('keys-arn'), scope);
    expect(found.map(({ path, name: text }) => `${path} ${printable(text)}`)).toEqual(expected);
  });

  test('are not the asking one', () => {
    const scope = among({ 'app/a.yaml': exporting("!Sub '${Team}-arn'") });
    const [other] = scope.family.surroundings.templates.slice(1);
    if (other === undefined) throw new Error('no other template');
    const asking = scope.family.scopeOf(other);
    expect(scope.family.mayExport(textOf('keys-arn'), asking)).toEqual([]);
    expect(scope.family.scopeOf(other)).toBe(asking);
  });
});

describe("the output of a stack by the stack's name", () => {
  const found = (others: Readonly<Record<string, string>>, stack = 'keys', name = 'KeyArn') => {
    const scope = among(others);
    return scope.family.outputOf(stack, name, scope)?.scope.id ?? null;
  };
  const KEYS = exporting('x');

  test.each<[string, Readonly<Record<string, string>>, string | null]>([
    ['is in the file that is called so', { 'app/keys.yaml': KEYS }, 'app/keys.yaml'],
    ['is in what the CDK calls so', { 'app/keys.template.json': KEYS }, 'app/keys.template.json'],
    ['is in a file beside it alone', { 'keys.yaml': KEYS, 'app/sub/keys.yaml': KEYS }, null],
    ['is in no file of another name', { 'app/mykeys.yaml': KEYS }, null],
    ['is not told by two files', { 'app/keys.yaml': KEYS, 'app/keys.json': KEYS }, null],
    ['is in the one that has it', { 'app/keys.yaml': KEYS, 'app/keys.json': MAIN }, 'app/keys.yaml'],
  ])('%s', (_sentence, others, expected) => {
    expect(found(others)).toBe(expected);
  });

  test('is no output of the stack that asks', () => {
    const scope = among({ 'app/keys.yaml': KEYS });
    const [, keys] = scope.family.surroundings.templates;
    if (keys === undefined) throw new Error('no other template');
    expect(scope.family.outputOf('keys', 'KeyArn', scope.family.scopeOf(keys))).toBeNull();
  });
});

describe('a token', () => {
  test.each([
    ['ref:app/main.yaml#Key', 'app/main.yaml Key'],
    ['ref:app/child.yaml#Key', null],
    ['ref:app/main.yaml#Other', null],
    ['att:app/main.yaml#Key', null],
    ['ref:app/main.yaml', null],
    ['AWS::Region', null],
  ])('%s names the resource %s', (token, expected) => {
    const found = among({}).family.resourceOfToken(token);
    expect(found === null ? null : `${found.scope.id} ${found.resource.logicalId}`).toBe(expected);
  });

  test('tells the stack of a resource', () => {
    const scope = among({ 'app/child.yaml': MAIN });
    const nested = child(scope);
    if ('reason' in nested) throw new Error(nested.reason);
    const keyOf = ({ template }: Scope) => {
      const key = template.resources.get('Key');
      if (key === undefined) throw new Error('no key');
      return key;
    };
    expect(scope.family.stackOf(keyOf(scope))).toBe(scope);
    expect(scope.family.stackOf(keyOf(nested.scope))).toBe(nested.scope);
    expect(scope.family.stackOf({ ...keyOf(scope) })).toBeNull();
  });
});
