import type { Finding, Fix, Remedy } from './finding/finding.ts';
import type { Operation } from './finding/patch.ts';
import { draftEdits, verified } from './fix/edits-for.ts';
import { type Judgement, leftUnused, objection, takenAway, type Units } from './judge/objection.ts';
import { comesToNeedS3 } from './template/policy-size.ts';
import { applyEdits, type TextEdit } from './text/edit.ts';
import type { SourceFile } from './text/source-file.ts';
import { diffOfEdits } from './text/unified-diff.ts';

/** What proving needs from outside: the analysis, and what is left for this run. */
export interface Prover {
  /** Judges an edited text as the original was judged; null when it is no template any more. */
  readonly judge: (file: SourceFile) => Judgement | null;
  /** The units of a finding: what must be gone once its fix is in. */
  readonly unitsOf: (finding: Finding) => Units;
  /** Makes one change of several patches, of which parts may be the same or go into the same place. */
  readonly join: (patches: readonly (readonly Operation[])[]) => readonly Operation[];
  /** How many edited texts may still be read and judged, and how many code units of diffs made. */
  readonly budget: { proofs: number; shown: number };
}

export interface ProvenFixes {
  readonly fixes: ReadonlyMap<Finding, Fix | null>;
  /** The text with all proven edits in it, or null when nothing was proven. */
  readonly fixed: string | null;
}

/** A finding with the remedies that are still to be tried for it, best first. */
interface Attempt {
  readonly finding: Finding;
  readonly remedies: readonly Remedy[];
}

/** Attempts that were proven together. */
interface Part {
  readonly attempts: readonly Attempt[];
  readonly edits: readonly TextEdit[];
}

type Proof = { readonly kind: 'proven'; readonly part: Part } | { readonly kind: 'unproven'; readonly reason: string };

interface Proving {
  readonly file: SourceFile;
  readonly before: Judgement;
  readonly prover: Prover;
  /** Why remedies of a finding were dropped, the best one's reason first. */
  readonly dropped: Map<Finding, string>;
}

/**
 * Proves the fixes of a file's findings (design 2.5): all first remedies together; where that fails, by halves, each
 * finding with its next remedy until one holds. What is not proven is never shown as an edit, but with the reason.
 * `findings`: worst first, since the budget may end.
 */
export function proveFixes(
  file: SourceFile,
  before: Judgement,
  findings: readonly Finding[],
  prover: Prover,
): ProvenFixes {
  const proving: Proving = { file, before, prover, dropped: new Map() };
  const attempts = file.isUtf8 === false ? barred(proving, findings) : findings.map(attemptOf);
  const whole = together(proving, provenParts(proving, attempts.filter(isPatch)));
  const fixed = whole === null ? null : applyEdits(file.text, whole.edits);
  const needsS3 = fixed !== null && comesToNeedS3(file.text, fixed);
  const fixes = new Map<Finding, Fix | null>();
  for (const finding of findings) {
    const shown = whole === null ? null : shownFor(proving, finding, whole.attempts);
    fixes.set(finding, (shown === null ? null : asFix(proving, finding, shown, needsS3)) ?? byHand(proving, finding));
  }
  return { fixes, fixed };
}

/** So many fixes of a file that narrow something are each tried without the others. */
const MOST_ALONE = 8;

/** The attempts whose changes are shown for a finding: its own, or all where others would lose what they need by it. */
function shownFor(proving: Proving, finding: Finding, attempts: readonly Attempt[]): readonly Attempt[] | null {
  const own = attempts.filter((attempt) => attempt.finding === finding);
  if (own.length === 0 || own.length === attempts.length) return own.length === 0 ? null : own;
  if (!own.some(narrows) || attempts.filter(narrows).length > MOST_ALONE) return own;
  const { file, before, prover } = proving;
  const draft = draftEdits(file, { file: file.path, operations: operationsOf(prover, own) });
  if (draft.kind === 'refused') return attempts;
  const after = prover.judge({ ...file, text: applyEdits(file.text, draft.edits) });
  return after !== null && takenAway(before, after) === null ? own : attempts;
}

function narrows(attempt: Attempt): boolean {
  return patchOf(attempt).some(({ kind }) => kind !== 'append' && kind !== 'set');
}

const NOT_UTF8 = 'the file is not UTF-8 throughout, and no diff applies to it; convert it, and run this again';

/** Nothing is tried for a file that no edit could be put into. */
function barred({ dropped }: Proving, findings: readonly Finding[]): readonly Attempt[] {
  for (const finding of findings.filter(isPatch)) dropped.set(finding, NOT_UTF8);
  return [];
}

function attemptOf(finding: Finding): Attempt {
  return { finding, remedies: finding.remedies };
}

function isPatch({ remedies }: Pick<Attempt, 'remedies'>): boolean {
  return remedies[0]?.kind === 'patch';
}

function byHand({ dropped }: Proving, finding: Finding): Fix | null {
  const manual = finding.remedies.find((remedy) => remedy.kind === 'manual');
  const why = dropped.get(finding);
  if (manual === undefined || why === undefined) return manual ?? null;
  return { ...manual, reason: `${manual.reason}: ${why}` };
}

const TOO_LONG = 'its change is too long to be shown beside the others; the patch of the file holds it';

function asFix(
  { file, prover, dropped }: Proving,
  finding: Finding,
  shown: readonly Attempt[],
  needsS3: boolean,
): Fix | null {
  // Its edits were verified together with those of the others.
  const result = draftEdits(file, { file: file.path, operations: operationsOf(prover, shown) });
  if (result.kind !== 'edits') return null;
  const patch = prover.budget.shown > 0 ? diffOfEdits(file, result.edits) : '';
  prover.budget.shown -= patch.length;
  if (prover.budget.shown > 0) return { kind: 'edits', path: file.path, edits: result.edits, patch, needsS3 };
  dropped.set(finding, TOO_LONG);
  return null;
}

/** The attempts that can be proven, each with the first remedy that can; found by halving. */
function provenParts(proving: Proving, attempts: readonly Attempt[]): readonly Part[] {
  if (attempts.length === 0) return [];
  const proof = prove(proving, attempts);
  if (proof.kind === 'proven') return [proof.part];
  if (wantTheSame(attempts)) {
    const next = attempts.map(({ finding, remedies }) => {
      if (!proving.dropped.has(finding)) proving.dropped.set(finding, proof.reason);
      return { finding, remedies: remedies.slice(1) };
    });
    return provenParts(proving, next.filter(isPatch));
  }
  const middle = Math.ceil(attempts.length / 2);
  return [attempts.slice(0, middle), attempts.slice(middle)].flatMap((half) => provenParts(proving, half));
}

/** Attempts of one and the same change stand and fall together: two streams of one role and one key. */
function wantTheSame(attempts: readonly Attempt[]): boolean {
  return new Set(attempts.map(({ remedies }) => JSON.stringify(remedies[0]))).size === 1;
}

/** What was proven in parts must hold together; a part that does not go with those before it gives way. */
function together(proving: Proving, parts: readonly Part[]): Part | null {
  const [first, ...others] = parts;
  if (first === undefined || others.length === 0) return first ?? null;
  const all = prove(
    proving,
    parts.flatMap(({ attempts }) => attempts),
  );
  if (all.kind === 'proven') return all.part;
  return others.reduce<Part>((whole, part) => {
    const proof = prove(proving, [...whole.attempts, ...part.attempts]);
    if (proof.kind === 'proven') return proof.part;
    const { reason: why } = proof;
    const reason = why === BUDGET_SPENT ? why : `together with the other fixes of this file, ${why}`;
    for (const { finding } of part.attempts) proving.dropped.set(finding, reason);
    return whole;
  }, first);
}

const BUDGET_SPENT = 'no more fixes are proven in one run; apply those that are shown, and run it again';

function prove({ file, before, prover }: Proving, attempts: readonly Attempt[]): Proof {
  const unproven = (reason: string): Proof => ({ kind: 'unproven', reason });
  if (prover.budget.proofs <= 0) return unproven(BUDGET_SPENT);
  const draft = draftEdits(file, { file: file.path, operations: operationsOf(prover, attempts) });
  if (draft.kind === 'refused') return unproven(draft.reason);
  prover.budget.proofs -= 1;
  const result = verified(file, draft);
  if (result.kind === 'refused') return unproven(result.reason);
  const after = prover.judge(result.after);
  if (after === null) return unproven('the edited text would be no template');
  const goals = attempts.map(({ finding }) => prover.unitsOf(finding));
  // What only adds leaves all uses where they are.
  const onlyAdds = result.edits.every(({ range }) => range.start === range.end);
  const reason = objection(before, after, goals, prover.unitsOf) ?? (onlyAdds ? null : leftUnused(before, after));
  return reason === null ? { kind: 'proven', part: { attempts, edits: result.edits } } : unproven(reason);
}

function operationsOf({ join }: Prover, attempts: readonly Attempt[]): readonly Operation[] {
  return join(attempts.map(patchOf));
}

function patchOf({ remedies: [remedy] }: Attempt): readonly Operation[] {
  return remedy?.kind === 'patch' ? remedy.patch.operations : [];
}
