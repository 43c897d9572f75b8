import type { ActionName, StatementDecision } from '../finding/stream-report.ts';
import type { StatementMatch } from '../iam/match.ts';
import { whenText } from '../resolve/when.ts';
import { type Diagram, NEVER, type World } from '../resolve/world.ts';
import type { StreamAnalysis } from '../stream/analyse.ts';
import type { Via } from '../stream/request.ts';

/** Statements that say the same of the same call, with the assignments under which they do. */
interface Row {
  readonly decision: Omit<StatementDecision, 'when'>;
  readonly region: Diagram;
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
      for (const { decision: made, region } of decision.matches.flatMap((match) => rowsOf(world, match, action, via))) {
        const { source, location, effect, outcome, reason } = made;
        const key = JSON.stringify([source, location?.range, effect, outcome, reason]);
        const here = world.and(guard, region);
        if (here !== NEVER) rows.set(key, { decision: made, region: world.or(here, rows.get(key)?.region ?? NEVER) });
      }
    }
  }
  const texts = new Map<Diagram, string | null>();
  return [...rows.values()].map(({ decision, region }) => {
    const when = texts.get(region) ?? whenText(scope, region, exists);
    texts.set(region, when);
    return { ...decision, when };
  });
}

/** What a statement does where it applies, where that is open, and where it was meant to and does not. */
function rowsOf(world: World, match: StatementMatch, action: ActionName, via: Via): readonly Row[] {
  const { statement, applies, meant } = match;
  const { effect, location } = statement;
  const base = { action, effect, source: statement.source.label, location };
  const whose = via === 'direct' ? "for the handler's own call: " : '';
  const not = (outcome: keyof typeof UNEXPLAINED, region: Diagram): Row => ({
    decision: { ...base, outcome, reason: `${whose}${whyNot(match, outcome)}` },
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
