import type { TemplateValue } from '../finding/patch.ts';
import type { ActionName } from '../finding/stream-report.ts';
import { freeName } from './free-name.ts';

/** The conditions that a proposed CreateGrant statement carries; none of them for `grant-conditions: none`. */
export interface GrantConditions {
  readonly viaService: boolean;
  readonly grantIsForAwsResource: boolean;
}

export const DEFAULT_GRANT_CONDITIONS: GrantConditions = { viaService: true, grantIsForAwsResource: true };

/** The Sids of the policy that a statement goes into, which a new one must not repeat; null where it has none. */
export type Sids = ReadonlySet<string> | null;

const SIDS: Readonly<Record<ActionName, string>> = {
  'kms:CreateGrant': 'DasCreateGrantForAwsService',
  'kms:DescribeKey': 'DasDescribeKey',
};

/**
 * The statements that allow the actions on one key: one for each, since kms:GrantIsForAWSResource never matches a
 * DescribeKey; one for both where no condition tells them apart. DescribeKey comes first, as in AWS's own examples.
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
 */
export function grantStatements(
  actions: readonly ActionName[],
  resource: TemplateValue,
  conditions: GrantConditions,
  sids: Sids,
): readonly TemplateValue[] {
  const unconditional = !conditions.viaService && !conditions.grantIsForAwsResource;
  if (unconditional && actions.length === 2) {
    return [{ ...sid('DasKeyAccess', sids), Effect: 'Allow', Action: [...actions], Resource: resource }];
  }
  return [...actions].reverse().map((action) => statement(action, resource, conditions, sids));
}

/** The element that makes a CreateGrant statement apply to grants that RDS makes and to no others. */
function grantCondition({ viaService, grantIsForAwsResource }: GrantConditions): TemplateValue | null {
  const tests: Record<string, TemplateValue> = {};
  if (grantIsForAwsResource) tests.Bool = { 'kms:GrantIsForAWSResource': 'true' };
  if (viaService) tests.StringEquals = { 'kms:ViaService': RDS_SERVICE };
  return Object.keys(tests).length === 0 ? null : tests;
}

/** The suffix is amazonaws.com in every partition, so AWS::URLSuffix would be wrong. */
export const RDS_SERVICE: TemplateValue = { 'Fn::Sub': 'rds.${AWS::Region}.amazonaws.com' };

function statement(
  action: ActionName,
  resource: TemplateValue,
  conditions: GrantConditions,
  sids: Sids,
): TemplateValue {
  const base = { ...sid(SIDS[action], sids), Effect: 'Allow', Action: action, Resource: resource };
  const condition = action === 'kms:DescribeKey' ? null : grantCondition(conditions);
  return condition === null ? base : { ...base, Condition: condition };
}

function sid(wanted: string, sids: Sids): { readonly Sid?: string } {
  return sids === null ? {} : { Sid: freeName(sids, wanted) };
}
