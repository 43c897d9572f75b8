// Counts as in shared notes on AWS: which policies allow an action on an arbitrary customer key, and under what.
import { actionsOverlap, listOf, overlap } from './patterns.js';

const SOME_KEY = 'arn:aws:kms:us-east-1:111122223333:key/0c2b4a5e-0000-4000-8000-000000000000';

function namesAction(statement, action) {
  const matches = (patterns) => listOf(patterns).some((pattern) => actionsOverlap(pattern, action));
  return statement.Action !== undefined ? matches(statement.Action) : !matches(statement.NotAction);
}

function namesEveryKey(statement) {
  const matches = (patterns) => listOf(patterns).some((pattern) => overlap(pattern, SOME_KEY));
  return statement.NotResource !== undefined ? !matches(statement.NotResource) : matches(statement.Resource);
}

/** `any` key without a condition, `conditions` on any key, or only a `narrower` resource; null: not at all. */
export function reach(policy, action, effect) {
  const statements = policy.statements.filter((each) => each.Effect === effect && namesAction(each, action));
  const wide = statements.filter(namesEveryKey);
  if (wide.some(({ Condition }) => Condition === undefined)) return 'any';
  if (wide.length > 0) return 'conditions';
  return statements.length > 0 ? 'narrower' : null;
}

export function counts(policies) {
  const rows = [];
  for (const effect of ['Allow', 'Deny']) {
    for (const action of ['kms:CreateGrant', 'kms:DescribeKey']) {
      for (const how of ['any', 'conditions', 'narrower']) {
        rows.push([
          `${effect} ${action}, ${how}`,
          policies.filter((each) => reach(each, action, effect) === how).length,
        ]);
      }
    }
  }
  const both = policies.filter(
    (each) => reach(each, 'kms:CreateGrant', 'Allow') === 'any' && reach(each, 'kms:DescribeKey', 'Allow') === 'any',
  );
  rows.push([`Allow both, any: ${both.map(({ name }) => name).join(', ')}`, both.length]);
  return rows;
}
