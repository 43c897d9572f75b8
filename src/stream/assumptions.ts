import type { RoleAttachments } from '../iam/attachments.ts';
import { decide } from '../iam/decide.ts';
import type { AccessRequest, KeyIdentity } from '../iam/request.ts';
import type { OpaqueStatement, PolicyDocument } from '../iam/statement.ts';
import type { Scope } from '../resolve/scope.ts';
import { type Hole, holesOf, literalOf, type Text, textFrom } from '../resolve/text.ts';
import { NEVER } from '../resolve/world.ts';
import { type ActionDecision, type Branch, NEEDED_ACTIONS, type StreamAnalysis } from './analyse.ts';
import { differWithin, outcomesFor } from './outcomes.ts';

/** The assumptions of design 2.8. */
export type AssumptionId = 'A1' | 'A2' | 'A3' | 'A4' | 'A5' | 'A6' | 'A7';

/** What becomes of a decision's input when an assumption is dropped: what it took for given is not known any more. */
interface Withdrawal {
  readonly id: AssumptionId;
  /** Whether it can make a difference at all. */
  readonly concerns: (branch: Branch, decision: ActionDecision, scope: Scope) => boolean;
  readonly request?: (request: AccessRequest, branch: Branch) => AccessRequest;
  readonly attachments?: (attachments: RoleAttachments) => RoleAttachments;
}

/** The assumptions that the words of a stream rest on: each without which some word would be another. */
export function assumptionsBehind(analysis: StreamAnalysis): readonly AssumptionId[] {
  const { scope, branches } = analysis;
  const found = WITHDRAWALS.filter((withdrawal) =>
    branches.some((branch) =>
      NEEDED_ACTIONS.some((action) => matters(scope, branch, branch.actions[action], withdrawal)),
    ),
  ).map(({ id }) => id);
  const hidden = branches.some((branch) =>
    NEEDED_ACTIONS.some((action) => restsOnHidden(scope, branch, branch.actions[action])),
  );
  return [
    ...(scope.partitionWasAssumed && !found.includes('A1') ? ['A1' as const] : []),
    ...found,
    ...(hidden ? ['A5' as const] : []),
  ].sort();
}

function matters(scope: Scope, branch: Branch, decision: ActionDecision, withdrawal: Withdrawal): boolean {
  if (decision.requests.length === 0 || !withdrawal.concerns(branch, decision, scope)) return false;
  const { request: change = (same) => same, attachments: hide = (same) => same } = withdrawal;
  const boundary = branch.boundary === null ? null : hide(branch.boundary);
  const identity = { attachments: hide(branch.attachments), boundary };
  const without = decision.requests.map(
    ({ request }) => decide(scope.world, change(request, branch), identity).outcomes,
  );
  return differWithin(scope.world, branch.guard, decision.outcomes, outcomesFor(scope.world, branch.key, without));
}

/** A5 has no premise to drop: what is granted holds only as long as nothing that can not be read denies it. */
function restsOnHidden({ world }: Scope, { guard }: Branch, { requests, outcomes }: ActionDecision): boolean {
  const hidden = world.or(...requests.map(({ decision }) => decision.hidden));
  const granted = world.or(outcomes.scoped, outcomes.broad, outcomes['key-policy']);
  return world.and(guard, hidden, granted) !== NEVER;
}

const usedAssumed =
  (id: 'A1' | 'A2') =>
  (_: Branch, { requests }: ActionDecision) =>
    requests.some(({ decision }) => decision.assumedUsed.has(id));

const withoutAssumed = (request: AccessRequest, id: 'A1' | 'A2'): AccessRequest => ({
  ...request,
  assumed: request.assumed.filter((assumed) => assumed.id !== id),
});

const withKey = (request: AccessRequest, key: Partial<KeyIdentity>): AccessRequest => ({
  ...request,
  key: { ...request.key, ...key },
});

const UNSEEN = { policy: { kind: 'unknown', reason: 'the key policy' } } as const;

/** The key is given by an ARN with a literal account or region that nothing confirms. */
function isInTakenPlace({ key }: Branch, { environment }: Scope): boolean {
  if (key.kind !== 'key') return false;
  const isTaken = (part: Text | null, given: string | null) =>
    part !== null && literalOf(part) !== null && given === null;
  const ofStack = key.resource !== null && isTaken(key.place.region, environment.region);
  return ofStack || isTaken(key.place.account, environment.account);
}

/** The policy of the key is not in the templates. */
const isUnseen = ({ key }: Branch) =>
  key.kind === 'key' && key.identity.policy.kind === 'default' && key.identity.policy.assumed;

/** Tokens that stand for a key, or for its id, without telling which. */
function tokensOf({ key }: Branch): readonly Hole[] {
  const holes = key.kind === 'key' ? holesOf(key.identity.arn) : [];
  return holes.filter(({ outside, token }) => outside && !token.startsWith('AWS::'));
}

/** The text with another token in the place of each that stands for a key. */
function anyOther(text: Text, tokens: readonly Hole[]): Text {
  const pieces = text.pieces.map((piece) =>
    typeof piece === 'object' && tokens.some(({ token }) => token === piece.token)
      ? { ...piece, token: `another than ${piece.token}` }
      : piece,
  );
  return textFrom(pieces);
}

const isOfAws = ({ source }: PolicyDocument) => source.logicalId === null;

const REQUEST_KEYS = ['kms:viaservice', 'kms:grantisforawsresource'];

const WITHDRAWALS: readonly Withdrawal[] = [
  { id: 'A1', concerns: usedAssumed('A1'), request: (request) => withoutAssumed(request, 'A1') },
  {
    id: 'A2',
    concerns: (branch, decision, scope) => usedAssumed('A2')(branch, decision) || isInTakenPlace(branch, scope),
    request: (request) => withKey(withoutAssumed(request, 'A2'), UNSEEN),
  },
  { id: 'A3', concerns: isUnseen, request: (request) => withKey(request, UNSEEN) },
  {
    id: 'A4',
    concerns: (branch) => tokensOf(branch).length > 0,
    request: (request, branch) => {
      const { arn, id } = request.key;
      const tokens = tokensOf(branch);
      return withKey(request, { arn: anyOther(arn, tokens), id: id === null ? null : anyOther(id, tokens) });
    },
  },
  {
    id: 'A6',
    concerns: ({ attachments, boundary }) => [attachments, boundary].some((own) => own?.documents.some(isOfAws)),
    attachments: (attachments) => {
      const ofAws = attachments.documents.filter(isOfAws);
      const unread = ofAws.map(
        ({ attached, source }): OpaqueStatement => ({ kind: 'opaque', there: attached, reason: source.label }),
      );
      const documents = attachments.documents.filter((document) => !ofAws.includes(document));
      return { ...attachments, documents, unread: [...attachments.unread, ...unread] };
    },
  },
  {
    id: 'A7',
    concerns: (_, { requests }) =>
      requests.some(({ decision }) =>
        decision.matches.some(({ conditionKeys }) => conditionKeys.some((key) => REQUEST_KEYS.includes(key))),
      ),
    request: (request) => ({
      ...request,
      context: new Map([...request.context].filter(([key]) => !REQUEST_KEYS.includes(key))),
    }),
  },
];
