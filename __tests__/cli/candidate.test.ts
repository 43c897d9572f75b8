import { describe, expect, test } from '@jest/globals';
import { mayBeTemplate } from '../../src/cli/candidate.ts';

const BODY = 'Resources:\n  A:\n    Type: Custom::A\n    Properties:\n      ServiceToken: x\n';
const judged = (text: string) => mayBeTemplate(Buffer.from(text));

describe('a file below a folder', () => {
  test.each([
    ['a template', BODY],
    ['one with a byte order mark', `\uFEFF${BODY}`],
    ['one behind comments, a directive and a mark', `# c\n\n%YAML 1.1\n---\n# d\nDescription: x\n${BODY}`],
    ['one that is indented', BODY.replace(/^/gm, '  ')],
    ['one with CRLF', BODY.replaceAll('\n', '\r\n')],
    ['JSON', '{"Resources": {"A": {"Properties": {"ServiceToken": "x"}}}}'],
    ['JSON with escapes', '{"R\\u0065sources": {"A": {"Properties": {"ServiceToken": "x"}}}}'],
    ['quoted keys', BODY.replace('Resources', '"Resources"')],
    ['a template of Jinja', `{% if x %}\n${BODY}{% endif %}\n`],
    ['one that does not parse', `${BODY}   - [\n`],
    ['a key with a colon in its name', `Fn::Transform: x\n${BODY}`],
  ])('that is %s is looked at', (_what, text) => {
    expect(judged(text)).toBe(true);
  });

  test.each([
    ['a template without custom resources', BODY.replace('ServiceToken', 'Topic')],
    ['a page with a template in it', `---\ntitle: x\n---\n\`\`\`yaml\n${BODY}\`\`\`\n`],
    ['a page of text', `How to write one:\n\n${BODY.replace(/^/gm, '    ')}`],
    ['a program', `import json\n\nTEXT = """\n${BODY}"""\n`],
    ['another program', `export const text = \`\n${BODY}\`;\n`],
    ['a class', `class A:\n  x = "ServiceToken"\n`],
    ['a schema', '{"properties": {"ServiceToken": {"type": "string"}}}'],
    ['some other YAML', `on: push\njobs:\n  a:\n    run: |\n      Resources:\n        ServiceToken\n`],
    ['empty', ''],
    ['nothing but comments', '# Resources: ServiceToken\n'],
  ])('that is %s is not', (_what, text) => {
    expect(judged(text)).toBe(false);
  });

  test('of 2 MB is told in no time', () => {
    const start = performance.now();
    for (const text of [
      ' '.repeat(2e6),
      '{'.repeat(2e6),
      '"'.repeat(2e6),
      `a:\n${' '.repeat(2e6)}ServiceToken`,
      '\\u'.repeat(1e6),
    ]) {
      judged(`ServiceToken ${text}`);
      judged(`${text} ServiceToken`);
    }
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
