import { describe, expect, test } from '@jest/globals';
import { printable } from '../../src/resolve/text.ts';
import { givenKey } from '../../src/stream/given-key.ts';
import type { KeyForm } from '../../src/stream/key-form.ts';
import { entry } from '../../src/template/expression.ts';
import { scopeOf } from './analysis.ts';

const property = (...path: readonly (string | number)[]): KeyForm => ({ kind: 'property', path });
const part = (...path: readonly (string | number)[]): KeyForm => ({ kind: 'part', path });
const variable: KeyForm = { kind: 'variable', name: 'KEY' };
const nothing: KeyForm = { kind: 'nothing' };
const named: KeyForm = { kind: 'named' };
const first = (...of: readonly KeyForm[]): KeyForm => ({ kind: 'first', of });
const either = (...of: readonly KeyForm[]): KeyForm => ({ kind: 'either', of });

/** The values that a form comes to, each with its condition where it has one. */
function given(properties: string, form: KeyForm, variables: string | null = '{KEY: of-variable}'): readonly string[] {
  const scope = scopeOf(`Conditions: {IsProd: !Equals [!Ref AWS::StackName, prod]}
Parameters: {Given: {Type: String}}
Resources:
  Holder: {Type: Custom::Holder, Properties: ${properties}}
  Variables: {Type: Custom::Holder, Properties: {Variables: ${variables ?? '{}'}}}`);
  const of = (name: string) => scope.template.resources.get(name)?.properties ?? null;
  const byName = entry(of('Holder'), 'KmsKeyId');
  const values = givenKey(
    {
      scope,
      properties: of('Holder'),
      environment: variables === null ? null : { scope, variables: entry(of('Variables'), 'Variables') },
      named: () => (byName === null ? null : scope.resolve(byName)),
      only: () => (byName === null ? null : scope.resolve(byName)),
      tokens: new Map(),
    },
    form,
  );
  if (values === null) return ['nothing'];
  return values.map(({ value }) => {
    if (value.kind === 'text') return printable(value);
    return value.kind === 'unknown' ? `unknown: ${value.reason}` : value.kind;
  });
}

const UNTOLD = 'unknown: which key the handler passes to StartActivityStream';
const missing = (what: string) =>
  `unknown: ${what}, which the handler passes to StartActivityStream and which is not there`;
const MANY = '{Streams: [{Key: a}, {Key: b}], Same: [{Key: c}, {Key: c}], Keys: [d, e], Twice: [f, f]}';
const CHOSEN = '{Key: !If [IsProd, a, !Ref AWS::NoValue], Own: b}';

describe('what the code gives as the key comes to', () => {
  test.each<[string, string, KeyForm, readonly string[]]>([
    ['the property', '{Key: a}', property('Key'), ['a']],
    ['a nested property', '{Stream: {Key: a}}', property('Stream', 'Key'), ['a']],
    ['a property that is not there', '{Key: a}', property('Own'), [missing('the property Own')]],
    ['a nested one that is not there', '{Key: {}}', property('Key', 'Own'), [missing('the property Key.Own')]],
    ['something inside a text', '{Key: a}', property('Key', 'Own'), [UNTOLD]],
    ['something inside a parameter', '{Key: !Ref Given}', property('Key', 'Own'), [UNTOLD]],
    [
      'something inside what is not there',
      '{Key: !Ref AWS::NoValue}',
      property('Key', 'Own'),
      [missing('the property Key.Own')],
    ],
    ['something inside an import', '{Key: !ImportValue shared}', property('Key', 'Own'), [UNTOLD]],
    ['an item by its place', MANY, property('Keys', 1), ['e']],
    ['an item beyond the last', MANY, property('Keys', 2), [missing('the property Keys.2')]],
    ['an item by a name', MANY, property('Keys', 'Key'), [UNTOLD]],
    ['a name by its place', MANY, property(0), [UNTOLD]],
    ['a property of an item', MANY, property('Streams', 0, 'Key'), ['a']],
    ['something inside an item', MANY, property('Keys', 0, 'Key'), [UNTOLD]],
    ['an item of a text that is split', "{Keys: !Split [',', 'd,e']}", property('Keys', 1), ['e']],
    ['something inside such an item', "{Keys: !Split [',', 'd,e']}", property('Keys', 1, 'Key'), [UNTOLD]],
    ['each of several that differ', MANY, property('Streams', -1, 'Key'), [UNTOLD]],
    ['each of several that are the same', MANY, property('Same', -1, 'Key'), ['c']],
    ['each of several texts that differ', MANY, property('Keys', -1), [UNTOLD]],
    ['each of several texts that are the same', MANY, property('Twice', -1), ['f']],
    ['a property under a condition', CHOSEN, property('Key'), ['a', 'absent']],
    ['the first that is there under a condition', CHOSEN, first(property('Key'), property('Own')), ['a', 'b']],
    ['the first of two', '{Key: a, Own: b}', first(property('Key'), property('Own')), ['a']],
    ['the second, as the first is not there', '{Own: b}', first(property('Key'), property('Own')), ['b']],
    ['none of two', '{}', first(property('Key'), property('Own')), [UNTOLD]],
    ['none of two, of which one is by name', '{}', first(part('Key'), named), ['nothing']],
    ['the one by name', '{KmsKeyId: a}', first(part('Key'), named), ['a']],
    ['what is by name alone', '{}', named, [UNTOLD]],
    ['one of two that differ', '{Key: a, Own: b}', either(property('Key'), property('Own')), [UNTOLD]],
    ['one of two that are the same', '{Key: a, Own: a}', either(property('Key'), property('Own')), ['a']],
    ['one of two, of which one is there', '{Own: b}', either(property('Key'), property('Own')), ['b']],
    ['one of two, of which none is there', '{}', either(property('Key'), property('Own')), [UNTOLD]],
    [
      'one of two of which nothing is told',
      "{Key: {'Fn::Transform': {Name: Own}}, Own: b}",
      either(property('Key'), property('Own')),
      [UNTOLD],
    ],
    ['a variable', '{}', variable, ['of-variable']],
    ['a part of the properties', '{Key: a}', part('Key'), ['a']],
    ['a part one level down', '{Stream: {Key: a}}', part('Key'), ['a']],
    ['a part in a list', '{Streams: [{Key: a}]}', part('Key'), ['a']],
    ['a part of which two differ', '{A: {Key: a}, B: {Key: b}}', part('Key'), [UNTOLD]],
    ['a part above another', '{Key: a, B: {Key: b}}', part('Key'), ['a']],
    ['a part that is nowhere', '{A: {B: {}}}', part('Key'), [missing('the property Key')]],
    ['a part five levels down', '{A: {B: {C: {D: {E: {Key: a}}}}}}', part('Key'), ['a']],
    ['a part six levels down', '{A: {B: {C: {D: {E: {F: {Key: a}}}}}}}', part('Key'), [missing('the property Key')]],
    ['a text', '{}', { kind: 'literal', value: 'alias/das' }, ['alias/das']],
    ['nothing', '{KmsKeyId: a}', nothing, [UNTOLD]],
    ['what is not told', '{KmsKeyId: a}', { kind: 'unknown' }, [UNTOLD]],
  ])('%s', (_sentence, properties, form, values) => {
    expect(given(properties, form)).toEqual(values);
  });

  test('a variable that is not there', () => {
    const expected = [missing('the variable KEY')];
    expect(given('{}', variable, '{OTHER: x}')).toEqual(expected);
    expect(given('{}', variable, null)).toEqual(expected);
    expect(given('{}', variable, '!Ref AWS::NoValue')).toEqual(expected);
  });
});
