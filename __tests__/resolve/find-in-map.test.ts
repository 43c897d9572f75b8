import { test } from '@jest/globals';
import { expectValue } from './value-of.ts';

test.each([
  '!FindInMap [Stages, !Ref Kept, name]',
  '!FindInMap [Stages, prod, name]',
  '!FindInMap [Stages, !Ref Chosen, name]',
  '!FindInMap [Stages, !Ref Named, name]',
  '!FindInMap [Stages, test, name]',
  '!FindInMap []',
  '!FindInMap [Stages]',
  '!FindInMap [!ImportValue maps, dev, name]',
  '!FindInMap [Stages, !Ref Key, name]',
  '!FindInMap [Stages, !Ref Chosen, !Ref Open]',
  '!FindInMap [Stages, !Ref Chosen, nothing]',
  '!FindInMap [Stages, !Ref Chosen, !Ref Open, {DefaultValue: !Ref Named}]',
  '!FindInMap [Stages, !Ref Chosen, nothing, {DefaultValue: none}]',
  '!FindInMap [Stages, dev, [name]]',
  '!FindInMap [Regions, !Ref AWS::AccountId, name]',
  '!FindInMap [Regions, !Ref NotThere, name]',
  '!FindInMap [Odd, dev, name]',
  '!FindInMap [Odd, dev, !Ref Open]',
  '!FindInMap [Stages, !ImportValue stage, name, {DefaultValue: none}]',
  '!FindInMap [Stages, !If [IsProd, nothing, !ImportValue stage], name]',
  '!FindInMap [Stages, prod, nothing]',
  '!FindInMap [Nothing, prod, name]',
  '!FindInMap [Regions, !Ref AWS::Region, name]',
  '!FindInMap [Stages, prod, list]',
  '!FindInMap [Stages, prod]',
  '!FindInMap [Stages, !Ref Open, name, {DefaultValue: none}]',
  '!FindInMap [Stages, test, name, {DefaultValue: none}]',
  '!FindInMap [Nothing, a, b, {DefaultValue: !Ref Key}]',
  '!FindInMap [Stages, !If [IsProd, prod, dev], name]',
  '!FindInMap [Stages, !ImportValue stage, name]',
  '!FindInMap [Stages, dev, !Ref Open]',
  '!FindInMap [!Ref Open, dev, name]',
  '!FindInMap [!Sub Stages, !Ref Open, name, {DefaultValue: none}]',
  '!FindInMap [[Stages], dev, name]',
  '!FindInMap [Stages, !Sub "${AWS::StackName}-${Open}", name]',
])('%s', (expression) => expectValue('find-in-map', expression, ''));

test('a mapping by the region that is given', () => {
  expectValue('find-in-map', '!FindInMap [Regions, !Ref AWS::Region, name]', 'place');
});
