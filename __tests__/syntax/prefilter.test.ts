import { describe, expect, test } from '@jest/globals';
import { mayHoldCustomResource } from '../../src/syntax/prefilter.ts';

describe('mayHoldCustomResource', () => {
  test.each<[string, string | Uint8Array]>([
    ['the property itself', 'a:\n  ServiceToken: x'],
    ['the property as bytes', new TextEncoder().encode('é ServiceToken')],
    ['a \\u escape', '"Service\\u0054oken"'],
    ['a \\U escape', '"Service\\U00000054oken"'],
    ['a \\x escape', '"Service\\x54oken"'],
    ['a folded line', '"Service\\\nToken"'],
    ['a folded line of Windows', '"Service\\\r\nToken"'],
    ['a file that is included', 'Resources: {Fn::Transform: {Name: AWS::Include, Parameters: {Location: das.yaml}}}'],
    ['UTF-16, little end first', new Uint8Array(Buffer.from('\uFEFFServiceToken', 'utf16le'))],
    ['UTF-16, big end first', new Uint8Array(Buffer.from('\uFEFFServiceToken', 'utf16le').swap16())],
    ['UTF-16 without a mark', new Uint8Array(Buffer.from('ServiceToken', 'utf16le'))],
    ['UTF-32, big end first', new Uint8Array([0, 0, 0xfe, 0xff, 0, 0, 0, 0x53])],
    ['UTF-16 that was decoded as UTF-8', '\uFFFD\uFFFDS\0e\0'],
  ])('can not dismiss %s', (_what, text) => {
    expect(mayHoldCustomResource(text)).toBe(true);
  });

  test.each<[string, string | Uint8Array]>([
    ['a template without any', 'Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n'],
    ['other escapes', '"a\\n\\t\\"\\\\ C:\\dir"'],
    ['a UTF-8 mark', new Uint8Array([0xef, 0xbb, 0xbf, 0x61])],
    ['nothing', new Uint8Array()],
  ])('dismisses %s', (_what, text) => {
    expect(mayHoldCustomResource(text)).toBe(false);
  });
});
