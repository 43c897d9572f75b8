import type { Operation } from '../finding/patch.ts';
import type { VisibleStatement } from '../iam/statement.ts';
import { literalText } from '../template/expression.ts';
import { freeName } from './free-name.ts';
import type { Gap } from './gap.ts';
import { neededActions } from './narrow-actions.ts';
import { placesOf } from './place.ts';
import { isChoice } from './resource-parts.ts';
import { toMap } from './template-value.ts';

/** An exchange of the whole Resource with what stands beside it, as it is once its actions are narrowed. */
export function repeatable(gap: Gap, statement: VisibleStatement, operation: Operation, narrows: boolean): Operation {
  const { elements, scope } = statement;
  const written = toMap(elements);
  const actions = elements.get('Action');
  if (operation.kind !== 'exchange' || operation.path.at(-1) !== 'Resource') return operation;
  if (written === null || actions === undefined) return operation;
  // A Sid must not be there twice.
  const { Resource: _, Sid: __, ...beside } = written;
  const sids = freeSids(gap, literalText(elements.get('Sid')));
  if (!narrows) return { ...operation, beside, sids };
  const parts = actions.kind === 'list' ? actions.items : [actions];
  const [only = '', ...others] = neededActions(scope, actions);
  if (parts.some(isChoice)) return operation;
  return { ...operation, beside: { ...beside, Action: others.length === 0 ? only : [only, ...others] }, sids };
}

/** Sids that no policy of the role has yet, for as many repetitions as there can be; none for a statement without one. */
function freeSids({ analysis: { scope }, branch }: Gap, sid: string | null): readonly string[] {
  const { role, attachments } = branch;
  if (sid === null || role.kind !== 'role') return [];
  const taken = new Set([sid, ...placesOf(scope, role.resource, attachments).flatMap(({ sids }) => [...(sids ?? [])])]);
  return [...scope.template.conditions.keys()].map(() => {
    const free = freeName(taken, sid);
    taken.add(free);
    return free;
  });
}
