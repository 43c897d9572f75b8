import { describe, expect, test } from '@jest/globals';
import { findSuggestions } from '../../emulator/suggestion.ts';
import { readCommands, annotationsOf as runnerAnnotations } from '../../emulator/workflow-commands.ts';
import { annotationsOf } from '../../src/report/annotations.ts';
import { markdownReport } from '../../src/report/markdown.ts';
import { code, prose } from '../../src/report/markdown-escape.ts';
import { marker, markerOf, markersIn } from '../../src/report/marker.ts';
import { planComments } from '../../src/report/plan-comments.ts';
import { reviewBody } from '../../src/report/review-body.ts';
import { jobSummary } from '../../src/report/summary.ts';
import { parseHunks } from '../../src/text/hunks.ts';
import { EVIL, hostileReview } from './hostile.ts';
import { gitPatches, SITE } from './pull-request.ts';

const NAMED = EVIL.map((evil) => [JSON.stringify(evil).slice(0, 40), evil] as const);
const PATCHES = gitPatches(EVIL.map((evil) => ['', hostileReview(evil).templates[0]?.file.text ?? '']));

function planOf(evil: string, isListed: boolean) {
  const review = hostileReview(evil);
  const path = review.templates[0]?.file.path ?? '';
  const hunks = parseHunks(PATCHES[EVIL.indexOf(evil)] ?? '');
  const files = isListed ? [{ path, previousPath: null, status: 'added', hunks }] : [];
  return planComments({ review, files, maxComments: 30, ...SITE });
}

/**
 * What is left of Markdown without its fenced blocks and code spans, by the rules of CommonMark 4.5 and 6.1; throws
 * when a fence is open at the end.
 */
function outsideOfCode(markdown: string): string {
  const kept: string[] = [];
  let fence = '';
  for (const line of markdown.split('\n')) {
    const mark = /^ {0,3}(`{3,})[^`]*$/.exec(line)?.[1] ?? '';
    if (fence === '') {
      if (mark === '') kept.push(line);
      else fence = mark;
    } else if (mark.length >= fence.length && line.trim() === mark) fence = '';
  }
  if (fence !== '') throw new Error('a fence is open');
  return kept.map((line) => line.replace(/(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)/g, '')).join('\n');
}

/** The marks of our own that may stand outside of code. */
function withoutOurs(text: string): string {
  return text
    .replace(/^<!-- das-grant-guard:v1:[0-9a-f]{16}:[A-Za-z0-9._/%-]* -->$/gm, '')
    .replace(/^<details><summary>(?:[A-Z][a-z, ]+)<\/summary>$|^<\/details>$/gm, '')
    .replace(/\]\(https:\/\/github\.com\/acme\/stacks\/blob\/[0-9a-f]{40}\/[\w.%/-]*#L\d+(?:-L\d+)?\)/g, '')
    .replace(/\[(?:at these lines)?(?=$|[^\w\]])/gm, '')
    .replace(/\*\*[a-z-]+\*\*/g, '')
    .replace(/^#{2,4} |^> Note: |^- |^\|[^<>[\]*_~`$@#&\\]*\|$/gm, '');
}

/** Marks of Markdown and HTML, mentions, references, links, control and invisible characters. */
const ACTIVE = /[<>[\]*_~`$@#&|\\]|:\/\/|www\.|GH-\d|[^\P{Cc}\n]|\p{Cf}|\p{Cs}/u;

describe.each(NAMED)('a template that says %s', (_, evil) => {
  const texts = [true, false].flatMap((isListed) => {
    const { comments, leftovers } = planOf(evil, isListed);
    return [...comments.flatMap(({ body, plainBody }) => [body, plainBody]), reviewBody([], leftovers)];
  });
  const summary = jobSummary(hostileReview(evil), { site: SITE, notes: [evil] });

  test('says it in code alone', () => {
    for (const text of [...texts, summary, markdownReport(hostileReview(evil))]) {
      expect(withoutOurs(outsideOfCode(text))).not.toMatch(ACTIVE);
    }
  });

  test('makes no suggestion but ours, and no marker but ours', () => {
    for (const { kind, body, key, plainBody } of planOf(evil, true).comments) {
      expect(findSuggestions(body)).toHaveLength(kind === 'suggestion' ? 1 : 0);
      expect(findSuggestions(plainBody)).toEqual([]);
      expect(markerOf(body)?.key).toBe(key);
      expect(markersIn(body)).toHaveLength(1);
    }
    const { leftovers } = planOf(evil, false);
    expect(markersIn(reviewBody([], leftovers)).map(({ key }) => key)).toEqual(leftovers.map(({ key }) => key));
  });

  test('stays within what GitHub takes', () => {
    for (const text of texts) expect(text.length).toBeLessThanOrEqual(65_536);
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(1024 * 1024);
  });

  test('starts no workflow command', () => {
    expect(readCommands(markdownReport(hostileReview(evil)))).toEqual([]);
    const { shown } = annotationsOf(hostileReview(evil));
    for (const { level, path, line, message, title } of shown) {
      expect(message + title).not.toMatch(/[\r\n]|[^\P{Cc}\n]|\p{Cf}/u);
      // As @actions/core writes it.
      const value = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
      const property = (text: string) => value(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
      const output = `::${level} title=${property(title)},file=${property(path)},line=${line}::${value(message)}\n`;
      const kept = runnerAnnotations(readCommands(output));
      expect(kept).toHaveLength(1);
      expect(kept[0]).toMatchObject({ name: level, message, kept: true });
    }
  });
});

describe('escaping', () => {
  test('leaves ordinary words as they are and sets names off', () => {
    expect(prose('The role Role1, of "MyRole", may not kms:CreateGrant (at 50 % or +1): see a/b-c.')).toBe(
      'The role Role1, of "`MyRole`", may not `kms:CreateGrant` (at 50 `%` or +1): see a/b-c.',
    );
  });

  test('fences code with more backticks than it holds', () => {
    expect(code('a`b``c')).toBe('```a`b``c```');
    expect(code('`a')).toBe('`` `a ``');
    expect(code(' a ')).toBe('`  a  `');
    expect(code('')).toBe('(blank)');
  });

  test('keeps a path from ending the comment that it stands in', () => {
    for (const path of ['-->.yaml', 'a--b', '--!>', 'a b\nc', 'ä/ö.yaml', '\ud800', "q'(x)*!~"]) {
      const line = marker('0123456789abcdef', path);
      expect(line).toMatch(/^<!-- das-grant-guard:v1:0123456789abcdef:[^\s<>]* -->$/);
      expect(line.slice(4, -3)).not.toMatch(/--/);
      expect(markerOf(`x\n\n${line}\n`)?.fingerprint).toBe('0123456789abcdef');
    }
  });
});
