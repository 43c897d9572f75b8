import type { Finding, Related } from '../finding/finding.ts';
import type { Level, RuleMeta } from '../finding/rule-meta.ts';
import { ACTIONS, type ActionName } from '../finding/stream-report.ts';
import type { Outcome } from '../iam/decide.ts';
import type { StatementMatch } from '../iam/match.ts';
import { keyName } from '../remedy/key-arn.ts';
import { defaultDeployments } from '../resolve/defaults.ts';
import { whenText } from '../resolve/when.ts';
import { type Diagram, NEVER } from '../resolve/world.ts';
import type { Branch, StreamAnalysis } from '../stream/analyse.ts';
import { locate, type Resource, type Template } from '../template/template.ts';

/** One thing that a rule has to say of a stream: these actions come out like this for one role and one key. */
export interface Case {
  readonly analysis: StreamAnalysis;
  readonly branch: Branch;
  readonly actions: readonly ActionName[];
  /** The assignments under which it is so. */
  readonly failing: Diagram;
  readonly when: string | null;
}

/**
 * The cases of some outcomes in a stream: one for each pair of role and key, and for each action unless both actions
 * share the assignments. Branches whose key is unsuitable are left to that rule.
 */
export function casesOf(analysis: StreamAnalysis, outcomes: readonly Outcome[]): readonly Case[] {
  const groups = new Map<string, Branch[]>();
  for (const branch of analysis.branches) {
    if (branch.key.kind === 'unsuitable') continue;
    const name = `${roleLabel(branch)}\n${branch.key.label}`;
    groups.set(name, [...(groups.get(name) ?? []), branch]);
  }
  return [...groups.values()].flatMap((branches) => casesOfGroup(analysis, branches, outcomes));
}

function casesOfGroup(
  analysis: StreamAnalysis,
  branches: readonly Branch[],
  outcomes: readonly Outcome[],
): readonly Case[] {
  const { world } = analysis.scope;
  const failing = (action: ActionName) =>
    world.or(
      ...branches.map(({ guard, actions }) =>
        world.and(guard, world.or(...outcomes.map((outcome) => actions[action].outcomes[outcome]))),
      ),
    );
  const parts = ACTIONS.map((action) => ({ action, failing: failing(action) })).filter(
    (part) => part.failing !== NEVER,
  );
  const [first, second] = parts;
  const [branch] = branches;
  if (first === undefined || branch === undefined) return [];
  const make = (actions: readonly ActionName[], diagram: Diagram): Case => ({
    analysis,
    branch: branches.find(({ guard }) => world.and(guard, diagram) !== NEVER) ?? branch,
    actions,
    failing: diagram,
    when: whenText(analysis.scope, diagram, analysis.exists),
  });
  if (second?.failing === first.failing) return [make(ACTIONS, first.failing)];
  return parts.map((part) => make([part.action], part.failing));
}

/** What a rule says of a case; the rest of the finding follows from the case. */
export interface Wording {
  /** What to look at; the role, or the custom resource when the role is in no template, unless another is given. */
  readonly resource?: Resource;
  readonly message: string;
  readonly level?: Level;
  /** The key and the custom resource, unless others are given. */
  readonly related?: readonly Related[];
  readonly remedies: Finding['remedies'];
}

/** Makes the finding of a case. Evidence by names alone is not enough for an error (design 2.9). */
export function findingOf(meta: RuleMeta, found: Case, wording: Wording): Finding {
  const { analysis } = found;
  const level = wording.level ?? meta.level;
  const resource = wording.resource ?? roleOrCustomResource(found);
  const byNameAlone = analysis.evidence.every((evidence) => evidence === 'name') && meta.id !== 'broad-grant';
  return {
    rule: meta.id,
    level: byNameAlone && level === 'error' ? 'warning' : level,
    customResource: analysis.customResource.logicalId,
    actions: found.actions,
    logicalId: resource.logicalId,
    location: locate(templateOf(analysis, resource), resource.node),
    when: found.when,
    byDefault: analysis.scope.world.and(found.failing, defaultDeployments(analysis.scope)) !== NEVER,
    message: wording.message,
    related: wording.related ?? relatedPlaces(found),
    remedies: wording.remedies,
  };
}

/** The template in which a resource stands: role and key may be in another stack than the custom resource. */
function templateOf({ scope }: StreamAnalysis, resource: Resource): Template {
  return (scope.family.stackOf(resource) ?? scope).template;
}

/** How to speak of a case: who lacks what on which key, and who runs under the role. */
export function wordsFor(found: Case) {
  const { branch, actions, analysis } = found;
  return {
    role: roleLabel(branch),
    actions: actions.join(' and '),
    key: branch.key.kind === 'unknown' ? 'the key of the stream' : keyName(branch.key.label),
    chain: `${branch.caller.label}, which starts the activity stream for ${analysis.customResource.logicalId}, runs under it.`,
  };
}

/** How to speak of a role: its logical id, or what stands in its place. */
function roleLabel({ role }: Pick<Branch, 'role'>): string {
  return role.kind === 'role' ? role.resource.logicalId : role.label;
}

/** The role's resource, or the custom resource when the role is in no template. */
function roleOrCustomResource({ analysis, branch }: Case): Resource {
  return branch.role.kind === 'role' ? branch.role.resource : analysis.customResource;
}

/** The key and the custom resource, for a reader who wants to see them. */
export function relatedPlaces({ analysis, branch }: Case): readonly Related[] {
  const places = [
    { resource: analysis.customResource, message: 'starts the activity stream' },
    ...(branch.key.kind !== 'unknown' && branch.key.resource !== null
      ? [{ resource: branch.key.resource, message: 'the key of the activity stream' }]
      : []),
  ];
  return places.map(({ resource, message }) => ({
    logicalId: resource.logicalId,
    location: locate(templateOf(analysis, resource), resource.node),
    message,
  }));
}

/** The matches of a case's actions that meet a test, one for each statement. */
export function matchesOf(found: Case, test: (match: StatementMatch) => boolean): readonly StatementMatch[] {
  const seen = new Map<unknown, StatementMatch>();
  for (const action of found.actions) {
    for (const { decision } of found.branch.actions[action].requests) {
      for (const match of decision.matches.filter(test)) {
        if (!seen.has(match.statement.expression)) seen.set(match.statement.expression, match);
      }
    }
  }
  return [...seen.values()];
}

/** The distinct sources of statements, as a list for a sentence. */
export function sourceList(matches: readonly StatementMatch[]): string {
  return [...new Set(matches.map(({ statement }) => statement.source.label))].join(', ');
}

/** The requests of a case's actions that come out like this. */
export function requestsThat({ analysis, branch, actions, failing }: Case, outcome: Outcome) {
  const { world } = analysis.scope;
  return actions
    .flatMap((action) => branch.actions[action].requests)
    .filter(({ decision }) => world.and(failing, decision.outcomes[outcome]) !== NEVER);
}

/** Whether what comes out like this is the handler's own call alone, and not the one that RDS makes. */
export function isOwnCallAlone(found: Case, outcome: Outcome): boolean {
  return requestsThat(found, outcome).every(({ via }) => via === 'direct');
}

/** A sentence for what comes out like this for the handler's own call alone, after a space; else nothing. */
export function ownCallSentence(found: Case, outcome: Outcome): string {
  if (!isOwnCallAlone(found, outcome)) return '';
  const { label } = found.branch.caller;
  return ` This concerns the call of DescribeKey that ${label} makes itself, beside what RDS asks for: it carries no kms:ViaService.`;
}
