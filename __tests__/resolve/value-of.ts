import { expectSection } from '../fixture-sections.ts';
import { scopeOf } from '../stream/analysis.ts';
import { valueLines } from './value-lines.ts';
import { HEAD } from './values-template.ts';

const GIVEN = {
  '': {},
  parameters: {
    parameters: { Open: 'dev', Named: 'dev', Chosen: 'prod', Many: 'x, y', Count: '3', Stored: '/other', Kept: '/a' },
  },
  place: { region: 'eu-west-1', account: '111122223333', partition: 'aws-cn' },
} as const;

/** What the user tells of the stack. */
export type Given = keyof typeof GIVEN;

/** Holds what an expression comes to in the template of all that it can refer to to its section in a file of fixtures. */
export function expectValue(file: string, expression: string, given: Given): void {
  const scope = scopeOf(`${HEAD}Outputs: {It: {Value: ${expression}}}\n`, GIVEN[given]);
  const output = scope.template.outputs.get('It');
  if (output === undefined) throw new Error('no output');
  const name = given === '' ? expression : `${expression}, given ${given}`;
  expectSection(file, [name, ...valueLines(scope, scope.resolve(output.value), '  ')].join('\n'));
}
