import type { ActionName, StatementDecision } from '../finding/stream-report.ts';
import type { StatementMatch } from '../iam/match.ts';
import { whenText } from '../resolve/when.ts';
import { type Diagram, NEVER, type World } from '../resolve/world.ts';
import type { StreamAnalysis } from '../stream/analyse.ts';
import type { Via } from '../stream/request.ts';

type Made = Omit<StatementDecision, 'when'>;

/** What a statement does, with the assignments under which it does that to each of the calls. */
interface Row {
  readonly decision: Made;
  readonly regions: Map<Via, Diagram>;
}

/** What each statement does, over all branches of the stream, and when. */
export function decisionsOf(
  { scope, exists, branches }: StreamAnalysis,
  action: ActionName,
): readonly StatementDecision[] {
  const { world } = scope;
  const rows = new Map<string, Row>();
  for (const { guard, actions } of branches) {
    for (const { decision, via } of actions[action].requests) {
      for (const { decision: made, region } of decision.matches.flatMap((match) => rowsOf(world, match, action))) {
        const { source, location, effect, outcome, reason } = made;
        const key = JSON.stringify([source, location?.range, effect, outcome, reason]);
        const row = rows.get(key) ?? { decision: made, regions: new Map() };
        const here = world.and(guard, region);
        if (here !== NEVER) rows.set(key, row);
        row.regions.set(via, world.or(here, row.regions.get(via) ?? NEVER));
      }
    }
  }
  const isOwn = branches.some(({ actions }) => actions[action].requests.some(({ via }) => via === 'direct'));
  const texts = new Map<Diagram, string | null>();
  return [...rows.values()]
    .flatMap((row) => (isOwn ? byCall(row) : [...row.regions.values()].map((region) => ({ ...row, region }))))
    .map(({ decision, region }) => {
      const when = texts.get(region) ?? whenText(scope, region, exists);
      texts.set(region, when);
      return { ...decision, when };
    });
}

const WHOSE: Readonly<Record<Via, string>> = { rds: "for RDS's call", direct: "for the handler's own call" };

/** What a statement does to one of two calls alone says to which. */
function byCall({ decision, regions }: Row): readonly { readonly decision: Made; readonly region: Diagram }[] {
  const found = [...regions].filter(([, region]) => region !== NEVER);
  const [first, second] = found;
  if (first !== undefined && first[1] === second?.[1]) return [{ decision, region: first[1] }];
  return found.map(([via, region]) => {
    const reason = decision.reason === null ? WHOSE[via] : `${WHOSE[via]}: ${decision.reason}`;
    return { decision: { ...decision, reason }, region };
  });
}

/** What a statement does where it applies, where that is open, and where it was meant to and does not. */
function rowsOf(
  world: World,
  match: StatementMatch,
  action: ActionName,
): readonly { readonly decision: Made; readonly region: Diagram }[] {
  const { statement, applies, meant } = match;
  const { effect, location } = statement;
  const base = { action, effect, source: statement.source.label, location };
  const not = (outcome: keyof typeof UNEXPLAINED, region: Diagram) => ({
    decision: { ...base, outcome, reason: whyNot(match, outcome) },
    region,
  });
  return [
    { decision: { ...base, outcome: 'applies', reason: null }, region: applies.sure },
    not('may-apply', world.except(applies.possible, applies.sure)),
    not('does-not-apply', world.except(meant.possible, applies.possible)),
  ];
}

/** What is said of a statement for which no reason was noted. */
const UNEXPLAINED = {
  'may-apply': ['it is open whether its principal takes in the role', 'it is open whether it is attached'],
  'does-not-apply': ['its principal is another', 'it does not match this call'],
} as const;

/** Why a statement does not apply, or may not. */
function whyNot({ reason, turnsOn, statement }: StatementMatch, outcome: keyof typeof UNEXPLAINED): string {
  if (reason !== null) return reason;
  if (turnsOn.length > 0) return `it turns on ${turnsOn.join(' and ')}`;
  const [ofKeyPolicy, ofOthers] = UNEXPLAINED[outcome];
  return statement.source.kind === 'key-policy' ? ofKeyPolicy : ofOthers;
}
