import type { Finding, Fix, Remedy } from './finding/finding.ts';
import type { Operation, Patch } from './finding/patch.ts';
import { editsFor } from './fix/edits-for.ts';
import { danglingReferences, resourcesInCycles } from './resolve/references.ts';
import type { Scope } from './resolve/scope.ts';
import { brokenLimit } from './template/policy-size.ts';
import { applyEdits, type TextEdit } from './text/edit.ts';
import type { SourceFile } from './text/source-file.ts';
import { unifiedDiff } from './text/unified-diff.ts';

/** A template and what the rules find in it, one unit for each thing found. */
export interface Judgement {
  readonly scope: Scope;
  readonly units: ReadonlySet<string>;
}

/** What proving needs from outside: the analysis, and how many proofs are left in this run. */
export interface Prover {
  /** Judges an edited text as the original was judged; null when it is no template any more. */
  readonly judge: (file: SourceFile) => Judgement | null;
  /** The units of a finding: what must be gone once its fix is in. */
  readonly unitsOf: (finding: Finding) => readonly string[];
  readonly budget: { proofs: number };
}

export interface ProvenFixes {
  readonly fixes: ReadonlyMap<Finding, Fix | null>;
  /** The text with all proven edits in it, or null when nothing was proven. */
  readonly fixed: string | null;
}

/** A finding with the remedy that is being tried for it. */
interface Attempt {
  readonly finding: Finding;
  readonly remedies: readonly Remedy[];
}

type Proof =
  | { readonly kind: 'proven'; readonly edits: readonly TextEdit[] }
  | { readonly kind: 'unproven'; readonly reason: string };

/**
 * Proves the fixes of a file's findings (design 2.5): all first remedies together; where that fails, by halves, each
 * finding with its next remedy until one holds. What is not proven is never shown as an edit.
 * `findings`: worst first, since the budget may end.
 */
export function proveFixes(
  file: SourceFile,
  before: Judgement,
  findings: readonly Finding[],
  prover: Prover,
): ProvenFixes {
  const attempts = findings.map((finding) => ({ finding, remedies: finding.remedies }));
  const accepted = provable(file, before, attempts.filter(isPatch), prover);
  const together = joint(file, before, accepted, prover);
  const fixes = new Map<Finding, Fix | null>();
  for (const finding of findings) {
    const attempt = together.attempts.find((one) => one.finding === finding);
    fixes.set(finding, attempt === undefined ? byHand(finding) : asFix(file, attempt));
  }
  return { fixes, fixed: together.edits === null ? null : applyEdits(file.text, together.edits) };
}

function isPatch({ remedies }: Attempt): boolean {
  return remedies[0]?.kind === 'patch';
}

function byHand({ remedies }: Finding): Fix | null {
  return remedies.find((remedy) => remedy.kind === 'manual') ?? null;
}

function asFix(file: SourceFile, { remedies, finding }: Attempt): Fix | null {
  const [remedy] = remedies;
  const result = remedy?.kind === 'patch' ? editsFor(file, remedy.patch) : null;
  if (result?.kind !== 'edits') return byHand(finding);
  const patch = unifiedDiff(file.path, file.text, applyEdits(file.text, result.edits));
  return { kind: 'edits', path: file.path, edits: result.edits, patch };
}

/** The attempts that can be proven, each with the first remedy that can; found by halving. */
function provable(
  file: SourceFile,
  before: Judgement,
  attempts: readonly Attempt[],
  prover: Prover,
): readonly Attempt[] {
  if (attempts.length === 0 || prover.budget.proofs <= 0) return [];
  if (prove(file, before, attempts, prover).kind === 'proven') return attempts;
  const [only] = attempts;
  if (attempts.length === 1 && only !== undefined) {
    const next = { ...only, remedies: only.remedies.slice(1) };
    return isPatch(next) ? provable(file, before, [next], prover) : [];
  }
  const middle = Math.ceil(attempts.length / 2);
  return [attempts.slice(0, middle), attempts.slice(middle)].flatMap((half) => provable(file, before, half, prover));
}

/** What was proven in parts must hold together; where it does not, the later findings give way. */
function joint(
  file: SourceFile,
  before: Judgement,
  attempts: readonly Attempt[],
  prover: Prover,
): { readonly attempts: readonly Attempt[]; readonly edits: readonly TextEdit[] | null } {
  for (let count = attempts.length; count > 0; count = Math.floor(count / 2)) {
    const some = attempts.slice(0, count);
    const proof = prove(file, before, some, prover);
    if (proof.kind === 'proven') return { attempts: some, edits: proof.edits };
  }
  return { attempts: [], edits: null };
}

function prove(file: SourceFile, before: Judgement, attempts: readonly Attempt[], prover: Prover): Proof {
  const patch = jointPatch(file, attempts);
  const result = editsFor(file, patch);
  if (result.kind === 'refused') return { kind: 'unproven', reason: result.reason };
  prover.budget.proofs -= 1;
  const after = prover.judge({ path: file.path, text: applyEdits(file.text, result.edits) });
  if (after === null) return { kind: 'unproven', reason: 'the edited text is no template' };
  const goals = attempts.flatMap(({ finding }) => prover.unitsOf(finding));
  const reason = objection(before, after, goals);
  return reason === null ? { kind: 'proven', edits: result.edits } : { kind: 'unproven', reason };
}

/** The operations of all attempts; two findings that want the very same change want it once. */
function jointPatch(file: SourceFile, attempts: readonly Attempt[]): Patch {
  const operations = new Map<string, Operation>();
  for (const { remedies } of attempts) {
    const [remedy] = remedies;
    for (const operation of remedy?.kind === 'patch' ? remedy.patch.operations : []) {
      operations.set(JSON.stringify(operation), operation);
    }
  }
  return { file: file.path, operations: [...operations.values()] };
}

/** Why an edited template is not what was promised, or null when it is. */
function objection(before: Judgement, after: Judgement, goals: readonly string[]): string | null {
  if (goals.some((unit) => after.units.has(unit))) return 'the finding would still be there';
  if ([...after.units].some((unit) => !before.units.has(unit))) return 'something else would be found';
  const cycles = resourcesInCycles(before.scope);
  if ([...resourcesInCycles(after.scope)].some((id) => !cycles.has(id))) return 'it would make a circular dependency';
  const dangling = new Set(danglingReferences(before.scope).map(({ from, to }) => `${from} ${to}`));
  if (danglingReferences(after.scope).some(({ from, to }) => !dangling.has(`${from} ${to}`))) {
    return 'it would refer to a resource that is not always there';
  }
  if (after.scope.world.exhausted) return 'the conditions are too many to be sure';
  return brokenLimit(before.scope.template, after.scope.template);
}
