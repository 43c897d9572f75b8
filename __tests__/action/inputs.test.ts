import { describe, expect, it } from '@jest/globals';
import { scene } from './scene.ts';
import { stack } from './stack.ts';

const set = scene();

describe('an input', () => {
  it.each([
    ['fail-on', 'loud', 'fail-on takes error, warning, notice, never, not "loud"'],
    ['max-comments', 'many\n::error::x', 'max-comments takes a whole number'],
    ['fial-on', 'error', 'there is no input "fial-on"'],
    ['token', '', 'the input token is empty'],
  ])('%s with %j stops the run in one line that says what it takes', async (name, text, message) => {
    const result = await set.run(set.newStack(), { inputs: { [name]: text } });
    expect(result.exitCode).toBe(1);
    expect(result.outputs).toMatchObject({ conclusion: 'incomplete' });
    expect(result.annotations).toHaveLength(1);
    expect(result.annotations[0]?.message).toContain(message);
    expect(result.annotations[0]?.message).not.toContain('\n');
    expect(result.summary).toContain('incomplete');
    expect(set.emulator.log).toEqual([]);
  });

  it('fail-on decides what fails, and the outputs are set either way', async () => {
    const opened = set.newStack();
    const never = await set.run(opened, { inputs: { 'fail-on': 'never' } });
    expect(never.exitCode).toBe(0);
    expect(never.outputs).toMatchObject({ conclusion: 'success', findings: '1', introduced: '1', resolved: '0' });
    expect(Object.keys(never.outputs).toSorted()).toEqual([
      'conclusion',
      'findings',
      'introduced',
      'patch',
      'report',
      'resolved',
    ]);
    const failed = await set.run(opened);
    expect(Object.keys(failed.outputs).toSorted()).toEqual(Object.keys(never.outputs).toSorted());
  });

  it('grant-conditions and parameters reach the judgement', async () => {
    const opened = set.newStack();
    await set.run(opened, { inputs: { 'grant-conditions': 'none' } });
    expect(opened.pull.comments()[0]?.body).not.toContain('kms:ViaService');
    const conditional = `Parameters:\n  Stage:\n    Type: String\nConditions:\n  IsProd: !Equals [!Ref Stage, prod]\n${stack().replace(
      '    Type: Custom::ActivityStream',
      '    Type: Custom::ActivityStream\n    Condition: IsProd',
    )}`;
    opened.pull.push({ 'stack.yaml': conditional });
    expect((await set.run(opened, { inputs: { parameters: 'Stage=test' } })).exitCode).toBe(0);
    expect((await set.run(opened, { inputs: { parameters: 'Stage=prod' } })).exitCode).toBe(1);
  });

  it('max-comments: 0 puts all into the review', async () => {
    const opened = set.newStack();
    await set.run(opened, { inputs: { 'max-comments': '0' } });
    expect(opened.pull.comments()).toEqual([]);
    expect(opened.pull.reviews()).toHaveLength(1);
  });
});
