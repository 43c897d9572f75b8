/** One of the assumptions A1 to A7 of the design that a verdict rests on, in words for a reader. */
export interface Assumption {
  readonly id: AssumptionId;
  readonly text: string;
}

export type AssumptionId = 'A1' | 'A2' | 'A3' | 'A4' | 'A5' | 'A6' | 'A7';

const TEXTS: Readonly<Record<AssumptionId, string>> = {
  A1: "the partition is aws, or the one that the template's own ARNs name",
  A2: "the key's literal ARN is in the stack's own account and region",
  A3: "the key's policy, which is not in the templates, is the default one: it leaves the decision to IAM policies",
  A4: 'the same parameter, import or output is the same key, and holds its ARN, or its id where the template takes it for one',
  A5: 'policies that can not be read, SCPs, RCPs and session policies do not deny it',
  A6: 'the policies that AWS manages are as they were on',
  A7: 'RDS makes CreateGrant with kms:GrantIsForAWSResource true, and both calls with kms:ViaService rds.<region>',
};

/** An assumption in words. `managedPoliciesDate`: the day of the data, YYYY-MM-DD, for A6. */
export function assumption(id: AssumptionId, facts: { readonly managedPoliciesDate: string }): Assumption {
  return { id, text: id === 'A6' ? `${TEXTS.A6} ${facts.managedPoliciesDate}` : TEXTS[id] };
}
