import { describe, expect, test } from '@jest/globals';
import type { Finding, Remedy } from '../../src/finding/finding.ts';
import type { Operation } from '../../src/finding/patch.ts';
import type { Judgement } from '../../src/judge/objection.ts';
import { unitsOf } from '../../src/judge/units.ts';
import { type ProvenFixes, proveFixes } from '../../src/prove.ts';
import { joinOperations } from '../../src/remedy/join.ts';
import { NOTHING_GIVEN } from '../../src/resolve/environment.ts';
import { Scope } from '../../src/resolve/scope.ts';
import { NEVER, World } from '../../src/resolve/world.ts';
import { readTemplate } from '../../src/template/read.ts';
import type { SourceFile } from '../../src/text/source-file.ts';

/** A template of topics, each of which is to be found until it is called something. */
const topics = (count: number): SourceFile => ({
  path: 'topics.yaml',
  text: `Resources:\n${Array.from({ length: count }, (_, at) => `  Topic${at}:\n    Type: AWS::SNS::Topic\n    Properties:\n      FifoTopic: false\n`).join('')}`,
});

const call = (topic: number, name: string): Operation => ({
  kind: 'set',
  path: ['Resources', `Topic${topic}`, 'Properties'],
  key: 'DisplayName',
  after: null,
  value: name,
});

const patch = (...operations: readonly Operation[]): Remedy => ({
  kind: 'patch',
  patch: { file: 'topics.yaml', operations },
});

const BY_HAND: Remedy = { kind: 'manual', reason: 'no name could be proven right', statement: null };

function finding(file: SourceFile, topic: number, remedies: readonly Remedy[]): Finding {
  return {
    rule: 'missing-grant',
    level: 'error',
    customResource: `Topic${topic}`,
    actions: [],
    logicalId: `Topic${topic}`,
    location: { file, range: { start: 0, end: 0 } },
    when: null,
    byDefault: true,
    message: 'it has no name',
    related: [],
    remedies: [...remedies, BY_HAND],
  };
}

/** Finds every topic that has no name, and one more thing in each that is called "bad". */
function judged(file: SourceFile): Judgement | null {
  const read = readTemplate(file);
  if (read.kind !== 'template') return null;
  const parts = file.text.split(/^ {2}(?=Topic)/m).slice(1);
  const found = parts.flatMap((part, topic) => [
    ...(/DisplayName: (good|bad|scarce|rich)/.test(part) ? [] : [finding(file, topic, [])]),
    ...(part.includes('DisplayName: bad')
      ? [{ ...finding(file, topic, []), rule: 'broad-grant' as const, message: 'It is bad. It is.' }]
      : []),
  ]);
  const world = new World();
  // What is called "scarce" fails outside production, unless something is called "rich".
  const isScarce = file.text.includes('DisplayName: scarce') && !file.text.includes('DisplayName: rich');
  const failing = new Map([['a call', isScarce ? world.free('prod') : NEVER]]);
  return { scope: new Scope(read.template, world, NOTHING_GIVEN), findings: found, units: unitsOf(found), failing };
}

function run(
  file: SourceFile,
  findings: readonly Finding[],
  shown = 1e6,
  mostProofs = 30,
): ProvenFixes & { readonly proofs: number } {
  let proofs = 0;
  const before = judged(file);
  if (before === null) throw new Error('the topics are a template');
  const judge = (edited: SourceFile) => {
    proofs += 1;
    return judged(edited);
  };
  const prover = {
    judge,
    unitsOf: (one: Finding) => unitsOf([one]),
    join: joinOperations,
    budget: { proofs: mostProofs, shown },
  };
  return { ...proveFixes(file, before, findings, prover), proofs };
}

const kinds = ({ fixes }: ProvenFixes) => [...fixes.values()].map((fix) => fix?.kind);

describe('proveFixes', () => {
  const file = topics(200);
  const good = (topic: number) => finding(file, topic, [patch(call(topic, 'good'))]);
  const two = topics(2);

  test('proves 200 fixes at once', () => {
    const findings = Array.from({ length: 200 }, (_, topic) => good(topic));
    const result = run(file, findings);
    expect(result.proofs).toBe(1);
    expect(new Set(kinds(result))).toEqual(new Set(['edits']));
    expect(result.fixed?.match(/DisplayName: good/g)).toHaveLength(200);
  });

  test('finds the one of 200 whose first remedy does not hold, and takes its second', () => {
    const findings = Array.from({ length: 200 }, (_, topic) =>
      topic === 77 ? finding(file, 77, [patch(call(77, 'bad')), patch(call(77, 'good'))]) : good(topic),
    );
    const result = run(file, findings);
    expect(result.proofs).toBeLessThanOrEqual(30);
    expect(new Set(kinds(result))).toEqual(new Set(['edits']));
    expect(result.fixed).not.toContain('bad');
    expect(JSON.stringify([...result.fixes.values()])).not.toContain('would be found then');
  });

  test('spends no more than its budget, and says so', () => {
    const findings = Array.from({ length: 200 }, (_, topic) => finding(file, topic, [patch(call(topic, 'bad'))]));
    const result = run(file, findings);
    expect(result.proofs).toBe(30);
    expect(new Set(kinds(result))).toEqual(new Set(['manual']));
    expect(result.fixes.get(findings[199] ?? good(0))).toMatchObject({
      reason: `${BY_HAND.reason}: no more fixes are proven in one run; apply those that are shown, and run it again`,
    });
    expect(result.fixed).toBeNull();
  });

  /** Topics in a text that has room for so many characters more before it is longer than what is read. */
  const nearlyFull = (count: number, room: number): SourceFile => {
    const { path, text } = topics(count);
    return { path, text: text.padEnd(2 * 1024 * 1024 - room, '#') };
  };

  test('counts an edit whose text would be too long to be read', () => {
    const full = nearlyFull(3, 10);
    const findings = [0, 1, 2].map((topic) => finding(full, topic, [patch(call(topic, 'good'))]));
    const result = run(full, findings, 1e6, 3);
    const reasons = [...result.fixes.values()].map((fix) => (fix?.kind === 'manual' ? fix.reason : ''));
    expect(reasons).toEqual([
      `${BY_HAND.reason}: the edited text would be larger than 2 MB`,
      expect.stringContaining('no more fixes are proven in one run'),
      expect.stringContaining('no more fixes are proven in one run'),
    ]);
    expect(result.proofs).toBe(0);
  });

  test('says of a fix that stands alone why it does not stand beside the others', () => {
    const full = nearlyFull(2, 30);
    const { fixes } = run(
      full,
      [0, 1].map((topic) => finding(full, topic, [patch(call(topic, 'good'))])),
    );
    expect([...fixes.values()]).toMatchObject([
      { kind: 'edits' },
      {
        kind: 'manual',
        reason: `${BY_HAND.reason}: together with the other fixes of this file, the edited text would be larger than 2 MB`,
      },
    ]);
  });

  test('spends no more on 1,000, and says so of each that it did not come to', () => {
    const many = topics(1000);
    const findings = Array.from({ length: 1000 }, (_, topic) => finding(many, topic, [patch(call(topic, 'bad'))]));
    const result = run(many, findings);
    const reasons = [...result.fixes.values()].map((fix) => (fix?.kind === 'manual' ? fix.reason : null));
    const untried = reasons.filter((reason) => reason?.includes('no more fixes are proven in one run'));
    expect(result.proofs).toBe(30);
    expect(reasons).not.toContain(null);
    expect(untried.length).toBeGreaterThan(900);
    expect(untried).not.toContain(reasons[0]);
  });

  test('shows no more than its budget of diffs, and says so of the rest', () => {
    const result = run(
      file,
      Array.from({ length: 200 }, (_, topic) => good(topic)),
      5000,
    );
    const shown = [...result.fixes.values()].filter((fix) => fix?.kind === 'edits');
    expect(shown.reduce((sum, { patch: diff }) => sum + diff.length, 0)).toBeLessThanOrEqual(5000);
    expect([shown.length > 10, kinds(result).slice(0, shown.length)]).toEqual([true, shown.map(() => 'edits')]);
    expect([...result.fixes.values()].at(-1)).toMatchObject({
      reason: `${BY_HAND.reason}: its change is too long to be shown beside the others; the patch of the file holds it`,
    });
    expect(result.fixed?.match(/DisplayName: good/g)).toHaveLength(200);
  });

  test('withholds what can not be proven, with the reason of the best remedy', () => {
    const findings = [
      finding(two, 0, [patch(call(0, 'bad')), patch(call(0, 'indifferent'))]),
      finding(two, 1, [patch(call(1, 'good'))]),
    ];
    const result = run(two, findings);
    expect([...result.fixes.values()]).toMatchObject([
      { kind: 'manual', reason: 'no name could be proven right: broad-grant would be found then: It is bad' },
      { kind: 'edits' },
    ]);
  });

  test('shows with a fix by which others would lose what they need the fixes that give it to them', () => {
    const narrow: Operation = {
      kind: 'replace',
      path: ['Resources', 'Topic0', 'Properties', 'FifoTopic'],
      value: true,
    };
    const findings = [finding(two, 0, [patch(call(0, 'scarce'), narrow)]), finding(two, 1, [patch(call(1, 'rich'))])];
    const shown = [...run(two, findings).fixes.values()].map((fix) => (fix?.kind === 'edits' ? fix.patch : ''));
    expect(shown.map((each) => [each.includes('scarce'), each.includes('rich')])).toEqual([
      [true, true],
      [false, true],
    ]);
    const enough = [finding(two, 0, [patch(call(0, 'good'), narrow)]), findings[1]].filter(
      (each) => each !== undefined,
    );
    const [own] = [...run(two, enough).fixes.values()].map((fix) => (fix?.kind === 'edits' ? fix.patch : ''));
    expect(own).not.toContain('rich');
  });

  test('says what a remedy leaves, breaks or lets dangle', () => {
    const reasonIn = (topicsFile: SourceFile, ...operations: readonly Operation[]) => {
      const [fix] = run(topicsFile, [finding(topicsFile, 0, [patch(...operations)])]).fixes.values();
      return fix?.kind === 'manual' ? fix.reason.slice(BY_HAND.reason.length + 2) : 'proven';
    };
    const reasonOf = (...operations: readonly Operation[]) => reasonIn(two, ...operations);
    const mention = (from: number, to: string): Operation => ({
      kind: 'set',
      path: ['Resources', `Topic${from}`],
      key: 'DependsOn',
      after: 'Type',
      value: to,
    });
    expect(reasonOf(call(0, 'indifferent'))).toBe('missing-grant would still be found: it has no name');
    expect(reasonOf(call(0, 'scarce'))).toBe('a call would be lost');
    expect(reasonOf(call(0, 'good'), mention(0, 'Topic1'))).toBe('proven');
    expect(reasonOf(call(0, 'good'), mention(0, 'Topic1'), mention(1, 'Topic0'))).toBe(
      'these would refer to each other in a circle: Topic0, Topic1',
    );
    const text = two.text
      .replace('Resources:', 'Conditions:\n  IsThere: !Equals [!Ref AWS::Region, eu-west-1]\nResources:')
      .replace('  Topic1:\n', '  Topic1:\n    Condition: IsThere\n');
    expect(reasonIn({ ...two, text }, call(0, 'good'), mention(0, 'Topic1'))).toBe(
      'Topic0 would refer to Topic1 where that is not there',
    );
    const vain = text
      .replace('Resources:', '  IsOther: !Equals [!Ref AWS::Partition, aws-cn]\nResources:')
      .replace('FifoTopic: false', 'FifoTopic: !If [IsOther, !Ref Topic1, false]');
    expect(reasonIn({ ...two, text: vain }, call(0, 'good'))).toBe('proven');
    expect(reasonIn({ ...two, text: vain }, call(0, 'good'), mention(0, 'Topic1'))).toBe(
      'Topic0 would refer to Topic1 where that is not there',
    );
    const policy = {
      kind: 'set',
      path: ['Resources', 'Topic1', 'Properties'],
      key: 'PolicyDocument',
      after: null,
    } as const;
    expect(reasonOf(call(0, 'good'), { ...policy, value: { Statement: [] } })).toBe(
      'a policy of Topic1 would be left without a statement',
    );
  });

  test('takes findings that want one and the same change together through their remedies', () => {
    const both = [patch(call(0, 'bad'), call(1, 'bad')), patch(call(0, 'good'), call(1, 'good'))];
    const result = run(two, [finding(two, 0, both), finding(two, 1, both)]);
    expect(kinds(result)).toEqual(['edits', 'edits']);
    expect(result.proofs).toBe(2);
  });
});
