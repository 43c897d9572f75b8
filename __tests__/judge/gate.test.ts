import { describe, expect, it } from '@jest/globals';
import { whenItHolds } from '../../src/report/words.ts';
import { review } from '../../src/review.ts';
import { stack } from '../action/stack.ts';
import { DAY, filesOf, SETTINGS, sideOf } from '../review-input.ts';

const BOTH = ['kms:CreateGrant', 'kms:DescribeKey'] as const;

type Files = Readonly<Record<string, string>>;

/** Reviews what changed between two sets of files. `unread`: paths of the head that could not be read. */
function compare(before: Files, after: Files, options: { unread?: string[]; renames?: [string, string][] } = {}) {
  const unread = new Map((options.unread ?? []).map((path) => [path, 'GitHub did not send it']));
  return review({
    head: { ...sideOf(filesOf(after)), unread },
    base: sideOf(filesOf(before)),
    renames: new Map(options.renames ?? []),
    settings: SETTINGS,
    day: DAY,
  });
}

const conditional = (fallback: string) =>
  stack()
    .replace(
      'Resources:',
      `Parameters:\n  On: { Type: String, Default: '${fallback}' }\nConditions:\n  IsOn: !Equals [!Ref On, 'yes']\nResources:`,
    )
    .replace('    Type: Custom::ActivityStream', '    Type: Custom::ActivityStream\n    Condition: IsOn');

describe('what a change brings in', () => {
  it('is a second missing action beside one that was missing before', () => {
    const made = compare({ 'a.yaml': stack({ grants: ['kms:DescribeKey'] }) }, { 'a.yaml': stack() });
    expect(made.conclusion).toBe('failure');
    expect(made.summary.introduced).toBe(1);
  });

  it('is nothing when the finding stood before, also under another path', () => {
    const made = compare({ 'old.yaml': stack() }, { 'new.yaml': stack() }, { renames: [['new.yaml', 'old.yaml']] });
    expect(made.conclusion).toBe('success');
    expect(made.summary).toMatchObject({ errors: 1, introduced: 0, resolved: 0 });
  });

  it('is nothing when only the custom resource has another name', () => {
    const made = compare({ 'a.yaml': stack() }, { 'a.yaml': stack().replace('  Das:', '  Stream:') });
    expect(made.summary).toMatchObject({ introduced: 0, resolved: 0 });
  });

  it('is a stream that comes on by default and did not before', () => {
    const made = compare({ 'a.yaml': conditional('no') }, { 'a.yaml': conditional('yes') });
    expect(made.summary.introduced).toBe(1);
    expect(made.templates[0]?.findings.map(whenItHolds)).toEqual([
      ["The merge base has it as well, but not with its parameters' defaults."],
    ]);
    expect(compare({}, { 'a.yaml': conditional('yes') }).templates[0]?.findings.map(whenItHolds)).toEqual([[]]);
    expect(compare({ 'a.yaml': conditional('no') }, { 'a.yaml': conditional('no') }).summary.introduced).toBe(0);
  });
});

describe('what a change resolves', () => {
  it('is a finding that is gone', () => {
    const made = compare({ 'a.yaml': stack() }, { 'a.yaml': stack({ grants: BOTH }) });
    expect(made.resolved.map(({ rule, path }) => `${rule} ${path}`)).toEqual(['missing-grant a.yaml']);
  });

  it('is what a removed template held', () => {
    expect(compare({ 'a.yaml': stack() }, {}).resolved.map(({ path }) => path)).toEqual(['a.yaml']);
  });

  it('is nothing in a file that does not parse any more, or that was not read', () => {
    expect(compare({ 'a.yaml': stack() }, { 'a.yaml': 'Resources: [' }).resolved).toEqual([]);
    const unread = compare({ 'a.yaml': stack() }, {}, { unread: ['a.yaml'] });
    expect(unread.resolved).toEqual([]);
    expect(unread.conclusion).toBe('incomplete');
  });
});

describe('a circle', () => {
  it('of resources is a stated problem', () => {
    const text = stack().replace('  StarterRole:\n', '  StarterRole:\n    DependsOn: Das\n');
    const [template] = compare({}, { 'a.yaml': text }).templates;
    expect(template?.problems.map(({ message }) => message)).toEqual([
      'these resources refer to each other in a circle: StarterRole, Starter, Das',
    ]);
  });

  it('of conditions is a stated problem', () => {
    const text = conditional('no').replace(
      "!Equals [!Ref On, 'yes']",
      '!Not [!Condition IsOff]\n  IsOff: !Not [!Condition IsOn]',
    );
    const [template] = compare({}, { 'a.yaml': text }).templates;
    expect(template?.problems.map(({ message }) => message)).toEqual([
      'these conditions refer to each other in a circle: IsOn, IsOff',
    ]);
  });
});
