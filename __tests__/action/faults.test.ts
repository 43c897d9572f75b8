import { describe, expect, it } from '@jest/globals';
import type { Fault } from '../../emulator/faults.ts';
import { scene } from './scene.ts';
import { estate, stack } from './stack.ts';

const set = scene();

const REVIEWS = '/repos/{owner}/{repo}/pulls/{pull_number}/reviews';
const posting = { method: 'POST', path: REVIEWS };
const secondary = { kind: 'secondary-limit' } as const;

/** How often a review was sent. */
function posts(): number {
  return set.emulator.log.filter(({ method, route }) => method === 'POST' && route === REVIEWS).length;
}

describe('a review that GitHub does not take at once', () => {
  it.each<[string, Fault]>([
    ['a secondary limit that says how long', { ...secondary, retryAfter: 2 }],
    ['a secondary limit that does not', { ...secondary, status: 429 }],
    ['the hour’s limit', { kind: 'primary-limit', resetIn: 3 }],
    ['the hour’s limit as 429', { kind: 'primary-limit', resetIn: 3, status: 429 }],
    ['422 abuse', { kind: 'abuse' }],
    ['422 submitted too quickly', { kind: 'too-quickly' }],
    ['a bad gateway before the effect', { kind: 'bad-gateway', effect: 'before' }],
    ['a bad gateway after the effect', { kind: 'bad-gateway', effect: 'after' }],
    ['a broken connection before the effect', { kind: 'reset', effect: 'before' }],
    ['a broken connection after the effect', { kind: 'reset', effect: 'after' }],
  ])('because of %s is posted once all the same', async (_name, fault) => {
    const opened = set.newStream();
    set.emulator.fault(posting, fault);
    const result = await set.run(opened);
    expect(result.exitCode).toBe(1);
    expect(set.emulator.faultsWaiting).toBe(0);
    expect(opened.pull.reviews()).toHaveLength(1);
    expect(opened.pull.comments()).toHaveLength(1);
    expect(posts()).toBeLessThanOrEqual(2);
  });

  it.each<[string, Fault, number]>([
    ['secondary limits', { ...secondary, retryAfter: 2 }, 3],
    ['422 abuse', { kind: 'abuse' }, 3],
    ['bad gateways', { kind: 'bad-gateway' }, 2],
    ['broken connections', { kind: 'reset' }, 2],
    ['a limit of an hour', { kind: 'primary-limit', resetIn: 3000 }, 1],
  ])('for ever because of %s is given up after a few tries; verdict and summary stand', async (_name, fault, tries) => {
    const opened = set.newStream();
    set.emulator.fault({ ...posting, times: 50 }, fault);
    const result = await set.run(opened);
    expect(result.exitCode).toBe(1);
    expect(result.outputs.conclusion).toBe('failure');
    expect(posts()).toBe(tries);
    expect(opened.pull.comments()).toEqual([]);
    expect(result.summary).toContain('missing-grant');
    expect(result.summary).toContain('> Note: GitHub');
    expect(result.stdout + result.summary).not.toContain('pull_requests=write');
    expect(result.stderr).toBe('');
  });

  it('is not taken for posted because an older comment of ours says the same', async () => {
    const opened = set.newStream();
    const { pull } = opened;
    await set.run(opened);
    pull.people.resolve('contributor', pull.comments()[0]?.id ?? 0);
    set.emulator.fault(posting, { kind: 'bad-gateway', effect: 'before' });
    await set.run(opened);
    expect(set.emulator.faultsWaiting).toBe(0);
    expect(pull.comments().filter(({ resolvedBy }) => resolvedBy === null)).toHaveLength(1);
    expect(pull.reviews()).toHaveLength(2);
  });

  it('because one anchor is refused is posted with the others, and tells that one in its body', async () => {
    const opened = set.newStack(estate(4));
    const lines = estate(4).split('\n');
    const second = lines.indexOf('  Role2:') + 1;
    const third = lines.indexOf('  Role3:') + 1;
    set.emulator.refuseAnchor(({ line }) => line !== null && line > second && line < third);
    const result = await set.run(opened);
    expect(result.exitCode).toBe(1);
    const submitted = opened.pull.reviews();
    expect(submitted).toMatchObject([{ state: 'COMMENTED' }]);
    expect(submitted[0]?.body).toContain('Das2');
    expect(opened.pull.comments()).toHaveLength(3);
    set.emulator.clearLog();
    await set.run(opened);
    expect(set.emulator.writes).toEqual([]);
  });

  it('because every anchor is refused tells all in its body', async () => {
    const opened = set.newStack(estate(3));
    set.emulator.refuseAnchor(() => true);
    const result = await set.run(opened);
    expect(result.exitCode).toBe(1);
    expect(opened.pull.comments()).toEqual([]);
    expect(opened.pull.reviews()).toHaveLength(1);
    for (const name of ['Das1', 'Das2', 'Das3']) expect(opened.pull.reviews()[0]?.body).toContain(name);
  });
});

describe('the head', () => {
  it('that moves before the comments are posted gets none of the old run', async () => {
    const opened = set.newStream();
    const { pull } = opened;
    set.emulator.onRequest({ path: '/graphql', body: /reviewThreads/ }, () =>
      pull.push({ 'stack.yaml': stack({ preface: '# pushed meanwhile' }) }),
    );
    const result = await set.run(opened);
    expect(result.exitCode).toBe(1);
    expect(result.stdout).toContain('the pull request has moved on');
    expect(set.emulator.writes).toEqual([]);
    await set.run(opened);
    expect(pull.comments()).toHaveLength(1);
  });
});

describe('reading', () => {
  it.each<[string, Fault]>([
    ['a bad gateway', { kind: 'bad-gateway' }],
    ['a broken connection', { kind: 'reset' }],
    ['a secondary limit', { ...secondary, retryAfter: 1 }],
  ])('goes on after %s, wherever it comes', async (_name, fault) => {
    const opened = set.newStream();
    for (const filter of [
      { path: /\/compare\// },
      { path: '/graphql', body: /object\(/ },
      { path: '/graphql', body: /reviewThreads/ },
    ]) {
      set.emulator.fault(filter, fault);
    }
    const result = await set.run(opened);
    expect(result.exitCode).toBe(1);
    expect(result.outputs.conclusion).toBe('failure');
    expect(set.emulator.faultsWaiting).toBe(0);
    expect(opened.pull.comments()).toHaveLength(1);
  });

  it.each<[string, Fault, string]>([
    ['bad gateways', { kind: 'bad-gateway' }, '502'],
    ['broken connections', { kind: 'reset' }, '500'],
    ['a limit of an hour', { kind: 'primary-limit', resetIn: 3000 }, 'rate limit'],
    [
      'GraphQL’s own refusals',
      { kind: 'answer', status: 200, body: { errors: [{ message: 'no\n::error::x' }] } },
      'no',
    ],
    ['an answer without the files', { kind: 'answer', status: 200, body: { data: { repository: {} } } }, 'left it out'],
  ])('that fails for ever because of %s fails the check as incomplete, in one line', async (_name, fault, reason) => {
    const opened = set.newStream();
    set.emulator.fault({ path: '/graphql', times: 50 }, fault);
    const result = await set.run(opened);
    expect(result.exitCode).toBe(1);
    expect(result.outputs.conclusion).toBe('incomplete');
    expect(result.summary).toContain('incomplete');
    expect(result.stdout + result.summary).toContain(reason);
    expect(result.annotations).toHaveLength(1);
    expect(result.stdout).not.toContain('defect of das-grant-guard');
    expect(result.stdout).not.toMatch(/^\s+at /m);
    expect(set.emulator.writes).toEqual([]);
  });
});

it('a rate limit is told as such, with its end, and not as a permission that is lacking', async () => {
  set.emulator.setRateLimit({ limit: 1000, remaining: 0, resetIn: 3000 });
  const result = await set.run(set.newStack());
  expect(result.exitCode).toBe(1);
  expect(result.annotations[0]?.message).toMatch(
    /rate limit at GitHub is reached until [-\dT:]+Z; run the check again then/,
  );
  expect(result.summary).not.toContain('the token needs');
});
