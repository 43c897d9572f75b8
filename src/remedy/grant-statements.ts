import type { TemplateValue } from '../finding/patch.ts';
import type { ActionName } from '../finding/stream-report.ts';

/** The conditions that a proposed CreateGrant statement carries; none of them for `grant-conditions: none`. */
export interface GrantConditions {
  readonly viaService: boolean;
  readonly grantIsForAwsResource: boolean;
}

export const DEFAULT_GRANT_CONDITIONS: GrantConditions = { viaService: true, grantIsForAwsResource: true };

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
  withSid: boolean,
): readonly TemplateValue[] {
  const unconditional = !conditions.viaService && !conditions.grantIsForAwsResource;
  if (unconditional && actions.length === 2) {
    const sid = withSid ? { Sid: 'DasKeyAccess' } : {};
    return [{ ...sid, Effect: 'Allow', Action: [...actions], Resource: resource }];
  }
  return [...actions].reverse().map((action) => statement(action, resource, conditions, withSid));
}

function statement(
  action: ActionName,
  resource: TemplateValue,
  conditions: GrantConditions,
  withSid: boolean,
): TemplateValue {
  const sid = withSid ? { Sid: SIDS[action] } : {};
  const base = { ...sid, Effect: 'Allow', Action: action, Resource: resource };
  if (action === 'kms:DescribeKey') return base;
  const tests: Record<string, TemplateValue> = {};
  if (conditions.grantIsForAwsResource) tests.Bool = { 'kms:GrantIsForAWSResource': 'true' };
  if (conditions.viaService) {
    // The suffix is amazonaws.com in every partition, so AWS::URLSuffix would be wrong.
    tests.StringEquals = { 'kms:ViaService': { 'Fn::Sub': 'rds.${AWS::Region}.amazonaws.com' } };
  }
  return Object.keys(tests).length === 0 ? base : { ...base, Condition: tests };
}
