import type { Bare } from '../finding/patch.ts';
import type { PolicyDocument, VisibleStatement } from '../iam/statement.ts';
import type { Text } from '../resolve/text.ts';
import type { Expression } from '../template/expression.ts';
import { pathTo } from '../template/template.ts';
import type { Gap } from './gap.ts';

/**
 * What can be left out where a statement is without a Resource, for it would be invalid: the statement, where another one
 * is always left in its policy; else the policy. `alike`: the statements of which the same can be said.
 */
export function bareOf({ branch }: Gap, statement: VisibleStatement, alike: ReadonlySet<Expression | Text>): Bare {
  const { scope, expression } = statement;
  const policies = branch.attachments.documents.filter((policy) => policy.scope === scope);
  for (const policy of policies) {
    const items = listsOf(policy).find((list) => list.includes(expression));
    if (items === undefined) continue;
    const others = items.filter((item) => item !== expression && !alike.has(item));
    if (others.some(({ kind }) => kind === 'map')) return pathTo(scope.template, expression.node) ?? 'refused';
    return others.length > 0 ? 'refused' : entryOf(policy);
  }
  return 'refused';
}

/** The lists of statements of a document; one that stands for itself is a list of one. */
function listsOf({ scope, document }: PolicyDocument): readonly (readonly (Expression | Text)[])[] {
  return scope.resolve(document).flatMap(({ value }) => {
    const statements = value.kind === 'map' ? value.entries.get('Statement') : undefined;
    if (statements === undefined) return [];
    return scope.resolve(statements).map((each) => (each.value.kind === 'list' ? each.value.items : [statements]));
  });
}

/** The entry of a role's Policies that a document is, or is in; else the policy resource. */
function entryOf({ scope, document, source }: PolicyDocument): Bare {
  if (source.kind !== 'inline') return source.logicalId === null ? 'refused' : ['Resources', source.logicalId];
  const path = pathTo(scope.template, document.node);
  if (path === null) return 'refused';
  return path.at(-1) === 'PolicyDocument' ? path.slice(0, -1) : path;
}
