import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readSettingsFile } from '../../src/config/settings-file.ts';
import type { TemplateReport } from '../../src/finding/review.ts';
import type { RuleId } from '../../src/finding/rule-meta.ts';
import { type ReviewInput, review } from '../../src/review.ts';
import type { SourceFile } from '../../src/text/source-file.ts';
import { DAY, SETTINGS, sideOf } from '../review-input.ts';

/** A folder of fixtures/cases: a template, what is to be found in it, and where the patch has to go. */
export interface Case {
  readonly sentence: string;
  readonly path: string;
  readonly before: string;
  /** Null where there is no patch. */
  readonly after: string | null;
  /** The other templates of the repository: those that are nested, or that export what this one imports. */
  readonly beside: readonly SourceFile[];
  /** What the repository's settings say, where the case has a file of them. */
  readonly settings: Partial<ReviewInput['settings']>;
  readonly expected: Expected;
}

export interface Expected {
  readonly words: Readonly<Record<string, readonly string[]>>;
  readonly findings: readonly ExpectedFinding[];
  /** Where all patches together take place, in words. */
  readonly places: readonly string[];
  /** Lines that they add and remove together. */
  readonly changedLines: number;
}

export interface ExpectedFinding {
  readonly rule: RuleId;
  readonly actions: readonly string[];
  readonly logicalId: string;
  readonly when: string | null;
  /** 'patch', 'manual: <reason>' or 'none'. */
  readonly fix: string;
}

const SETTINGS_FILE = 'das-grant-guard.yml';
const CASES = fileURLToPath(new URL('../fixtures/cases/', import.meta.url));

export function caseNames(): readonly string[] {
  return readdirSync(CASES).sort();
}

export function readCase(sentence: string): Case {
  const folder = `${CASES}${sentence}/`;
  const names = readdirSync(folder);
  const path = names.find((name) => name.startsWith('before.')) ?? '';
  const read = (name: string) => readFileSync(`${folder}${name}`, 'utf8');
  const after = names.find((name) => name.startsWith('after.'));
  return {
    sentence,
    path,
    before: read(path),
    after: after === undefined ? null : read(after),
    beside: names
      .filter((name) => ![path, after, 'expected.json', SETTINGS_FILE].includes(name))
      .map((name) => ({ path: name, text: read(name) })),
    settings: names.includes(SETTINGS_FILE) ? { hints: hintsIn(read(SETTINGS_FILE)) } : {},
    expected: JSON.parse(read('expected.json')) as Expected,
  };
}

function hintsIn(text: string) {
  const found = readSettingsFile({ path: SETTINGS_FILE, text });
  if (found.kind === 'wrong') throw new Error(found.message);
  return found.settings.streams ?? [];
}

/** The report of one template, as `check` would make it where others stand beside it. */
export function reportOn(
  file: SourceFile,
  settings: Partial<ReviewInput['settings']> = {},
  beside: readonly SourceFile[] = [],
): TemplateReport {
  const [report] = review({
    head: sideOf([file, ...beside]),
    base: null,
    renames: new Map(),
    settings: { ...SETTINGS, ...settings },
    day: DAY,
  }).templates;
  if (report === undefined) throw new Error('a file that is judged has a report');
  return report;
}

/** What a report says, in the form of `expected.json`. */
export function told({ streams, findings }: TemplateReport): Pick<Expected, 'words' | 'findings'> {
  return {
    words: Object.fromEntries(
      streams.map(({ customResource, actions }) => [
        customResource,
        [actions['kms:CreateGrant'], actions['kms:DescribeKey']],
      ]),
    ),
    findings: findings.map(({ rule, actions, logicalId, when, fix }) => ({
      rule,
      actions,
      logicalId,
      when,
      fix: fix === null ? 'none' : fix.kind === 'edits' ? 'patch' : `manual: ${fix.reason}`,
    })),
  };
}

/** Lines that a patch adds or removes. */
export function changedLines(patch: string): number {
  const [, , ...lines] = patch.split('\n');
  return lines.filter((line) => /^[+-]/.test(line)).length;
}
