import { describe, expect, test } from '@jest/globals';
import { resolveAnchor } from '../../emulator/anchors.ts';
import { findLine, parsePatch } from '../../emulator/hunks.ts';
import { findSuggestions } from '../../emulator/suggestion.ts';
import { commentUnits, joined } from '../../src/report/comment-unit.ts';
import { planComments } from '../../src/report/plan-comments.ts';
import type { PlannedComment } from '../../src/report/planned-comment.ts';
import { shareSuggestions } from '../../src/report/share-suggestions.ts';
import { applyEdits } from '../../src/text/edit.ts';
import { parseHunks } from '../../src/text/hunks.ts';
import { type DiffCase, diffCases } from './diffs.ts';
import { SITE } from './pull-request.ts';
import { review } from './sample.ts';

const CASES = diffCases(1500, 20_261_122);

function commentsOf({ template, patch }: DiffCase): readonly PlannedComment[] {
  const files = [{ path: template.file.path, previousPath: null, status: 'modified', hunks: parseHunks(patch) }];
  return planComments({ review: review([template]), files, maxComments: 30, ...SITE }).comments;
}

/** A file's diff as the emulator, which judges anchors, holds it. */
function judged({ template, patch }: DiffCase): Parameters<typeof resolveAnchor>[0] {
  const { path } = template.file;
  const rest = { previousPath: null, status: 'modified' as const, blob: '', additions: 1, deletions: 1 };
  return [{ path, patch, hunks: patch === '' ? [] : parsePatch(patch), ...rest }];
}

/** What committing a suggestion makes of a text: its lines take the place of the commented ones. */
function commit(text: string, comment: PlannedComment): string {
  const [put = []] = findSuggestions(comment.body);
  const all = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const line = comment.line ?? 0;
  const old = all.slice((comment.startLine ?? line) - 1, line);
  const eol = old.some((each) => each.endsWith('\r\n')) ? '\r\n' : '\n';
  const unfinished = line === all.length && !text.endsWith('\n');
  const lines = put.map((each, index) => (unfinished && index === put.length - 1 ? each : each + eol));
  return [...all.slice(0, (comment.startLine ?? line) - 1), ...lines, ...all.slice(line)].join('');
}

/** CR LF before LF: which one GitHub writes is its own affair. */
const alike = (text: string) => text.replaceAll('\r\n', '\n');

describe('on 1,500 diffs that git made', () => {
  test('every comment stands in one hunk, on the side of the head', () => {
    let placed = 0;
    for (const each of CASES) {
      for (const { kind, path, line, startLine, side } of commentsOf(each)) {
        if (line === null) {
          expect([kind, startLine]).toEqual(['file-comment', null]);
          continue;
        }
        const order = { path, line, side, ...(startLine === null ? {} : { start_line: startLine, start_side: side }) };
        expect(resolveAnchor(judged(each), order, false)).toMatchObject({ ok: true });
        placed += 1;
      }
    }
    expect(placed).toBeGreaterThan(1500);
  });

  test('no suggestion spans a deleted line, changes nothing, or shares a line with another', () => {
    for (const each of CASES) {
      const taken = new Set<number>();
      const { hunks } = judged(each)[0] ?? { hunks: [] };
      for (const comment of commentsOf(each).filter(({ kind }) => kind === 'suggestion')) {
        const [first, last] = [comment.startLine ?? comment.line ?? 0, comment.line ?? 0];
        const hunk = hunks.find((candidate) => findLine(candidate, 'RIGHT', last) !== undefined);
        const rows = hunk?.lines ?? [];
        const between = rows.slice(
          rows.findIndex(({ right }) => right === first),
          rows.findIndex(({ right }) => right === last),
        );
        expect(between.filter(({ kind }) => kind === 'deleted')).toEqual([]);
        expect(commit(each.template.file.text, comment)).not.toBe(each.template.file.text);
        for (let line = first; line <= last; line += 1) {
          expect(taken.has(line)).toBe(false);
          taken.add(line);
        }
      }
    }
  });

  test('a suggestion makes the fixes that it stands for and no other change', () => {
    let whole = 0;
    for (const each of CASES) {
      const { template, patch } = each;
      const { text } = template.file;
      const comments = commentsOf(each);
      for (const { owner, others } of shareSuggestions(
        commentUnits(template),
        text,
        template.fixed,
        parseHunks(patch),
      )) {
        const comment = comments.find(({ fingerprint }) => fingerprint === owner.fingerprint);
        const edits = joined([owner, ...others].flatMap((unit) => unit.edits));
        if (comment === undefined || edits === null || template.fixed?.includes('!')) continue;
        expect(alike(commit(text, comment))).toBe(alike(applyEdits(text, edits)));
        whole += 1;
      }
    }
    expect(whole).toBeGreaterThan(700);
  });

  test('all suggestions of a file, committed in the order of the comments, are its fixes', () => {
    let complete = 0;
    for (const each of CASES.filter(({ template }) => !template.fixed?.includes('!'))) {
      const { text } = each.template.file;
      const comments = commentsOf(each);
      const suggestions = comments.filter(({ kind }) => kind === 'suggestion');
      const elsewhere = comments.filter(({ body }) => body.includes('settles this too'));
      if (suggestions.length + elsewhere.length !== comments.length || suggestions.length === 0) continue;
      expect(alike(suggestions.reduce(commit, text))).toBe(alike(each.template.fixed ?? ''));
      complete += 1;
    }
    expect(complete).toBeGreaterThan(150);
  });

  test('each finding has one comment, and the same input the same comments', () => {
    for (const each of CASES.slice(0, 200)) {
      const comments = commentsOf(each);
      expect(new Set(comments.map(({ key }) => key)).size).toBe(commentUnits(each.template).length);
      expect(commentsOf(each)).toEqual(comments);
      expect(comments.map(({ line }) => line ?? 0)).toEqual(
        comments.map(({ line }) => line ?? 0).sort((a, b) => b - a),
      );
    }
  });
});
