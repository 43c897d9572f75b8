import type { Finding, ReportedFinding } from '../../src/finding/finding.ts';
import { fingerprint } from '../../src/finding/fingerprint.ts';
import type { Review, TemplateReport } from '../../src/finding/review.ts';
import type { StreamReport } from '../../src/finding/stream-report.ts';
import type { Location, SourceFile } from '../../src/text/source-file.ts';
import { unifiedDiff } from '../../src/text/unified-diff.ts';

/** A template of which only the lines that the reports point at matter. */
const BEFORE = `Resources:
  DasKmsKey:
    Type: AWS::KMS::Key
  ActivityStreamLambdaRole:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: start-stream
          PolicyDocument:
            Statement:
              - Effect: Allow
                Action: rds:StartActivityStream
                Resource: '*'
              - Effect: Allow
                Action: kms:DescribeKey
                Resource: !GetAtt DasKmsKey.Arn
  ActivityStreamEnabler:
    Type: Custom::ActivityStream
`;

const STATEMENT = `              - Effect: Allow
                Action: kms:CreateGrant
                Resource: !GetAtt DasKmsKey.Arn
                Condition:
                  Bool:
                    kms:GrantIsForAWSResource: 'true'
                  StringEquals:
                    kms:ViaService: !Sub rds.\${AWS::Region}.amazonaws.com
`;

export const FILE: SourceFile = { path: 'stacks/aurora.yaml', text: BEFORE };
export const FIXED = BEFORE.replace('  ActivityStreamEnabler', `${STATEMENT}  ActivityStreamEnabler`);

/** The first place in the sample where a text stands. */
export function at(text: string, file: SourceFile = FILE): Location {
  const start = file.text.indexOf(text);
  return { file, range: { start, end: start + text.length } };
}

const ALWAYS_ALIKE = { role: null, key: null, when: null };

export const STREAM: StreamReport = {
  customResource: 'ActivityStreamEnabler',
  function: 'ActivityStreamLambda',
  role: 'ActivityStreamLambdaRole',
  key: 'DasKmsKey',
  evidence: ['handler-code', 'role-action'],
  actions: { 'kms:CreateGrant': 'missing', 'kms:DescribeKey': 'scoped' },
  holds: { 'kms:CreateGrant': ALWAYS_ALIKE, 'kms:DescribeKey': ALWAYS_ALIKE },
  limits: [],
  assumptions: [
    { id: 'A1', text: 'the partition is aws' },
    { id: 'A7', text: 'RDS creates the grant with GrantIsForAWSResource true, through rds.<region>.amazonaws.com' },
  ],
  decisions: [
    {
      action: 'kms:CreateGrant',
      effect: 'Allow',
      source: 'inline policy of ActivityStreamLambdaRole',
      location: at('- Effect: Allow\n                Action: kms:DescribeKey'),
      outcome: 'does-not-apply',
      when: null,
      reason: 'its Action does not match kms:CreateGrant',
    },
    {
      action: 'kms:CreateGrant',
      effect: 'Allow',
      source: 'managed policy AWSLambdaBasicExecutionRole',
      location: null,
      outcome: 'does-not-apply',
      when: null,
      reason: 'its Action does not match kms:CreateGrant',
    },
    {
      action: 'kms:DescribeKey',
      effect: 'Allow',
      source: 'inline policy of ActivityStreamLambdaRole',
      location: at('- Effect: Allow\n                Action: kms:DescribeKey'),
      outcome: 'applies',
      when: null,
      reason: null,
    },
  ],
};

export function reported(finding: Partial<Finding>, more: Partial<ReportedFinding> = {}): ReportedFinding {
  const rule = finding.rule ?? 'missing-grant';
  return {
    rule,
    level: 'error',
    customResource: 'ActivityStreamEnabler',
    actions: ['kms:CreateGrant'],
    logicalId: 'ActivityStreamLambdaRole',
    location: {
      file: FILE,
      range: { start: BEFORE.indexOf('  ActivityStreamLambdaRole'), end: BEFORE.indexOf('  ActivityStreamEnabler') },
    },
    when: null,
    byDefault: true,
    message:
      'ActivityStreamLambdaRole may not kms:CreateGrant on DasKmsKey. ActivityStreamLambda, which starts the activity ' +
      'stream for ActivityStreamEnabler, runs under it. RDS uses the permissions of that role on the key; without them ' +
      'StartActivityStream fails and the stack rolls back, as a rule with KMSKeyNotAccessibleFault, which names ' +
      'neither role nor action.',
    related: [],
    fix: null,
    introduced: true,
    sinceDefaults: false,
    fingerprint: fingerprint(rule, 'ActivityStreamEnabler'),
    suppressed: null,
    ...finding,
    ...more,
  };
}

export const MISSING = reported(
  { related: [{ logicalId: 'DasKmsKey', location: at('DasKmsKey'), message: 'the key policy delegates to IAM' }] },
  { fix: { kind: 'edits', path: FILE.path, edits: [], patch: unifiedDiff(FILE.path, BEFORE, FIXED) } },
);

export const CLOSED = reported(
  {
    rule: 'key-policy-closed',
    logicalId: 'DasKmsKey',
    location: at('DasKmsKey'),
    actions: ['kms:CreateGrant', 'kms:DescribeKey'],
    when: 'IsProd is true',
    message: 'The key policy of DasKmsKey neither delegates to IAM nor admits ActivityStreamLambdaRole.',
  },
  {
    fix: {
      kind: 'manual',
      reason: 'the key policy of DasKmsKey must change, which needs a person; it lacks this statement',
      statement: {
        Effect: 'Allow',
        Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } },
        Action: 'kms:*',
        Resource: '*',
      },
    },
  },
);

export function templateReport(more: Partial<TemplateReport> = {}): TemplateReport {
  return { file: FILE, kind: 'template', streams: [STREAM], findings: [MISSING], problems: [], fixed: FIXED, ...more };
}

export function review(templates: readonly TemplateReport[], more: Partial<Review> = {}): Review {
  const counted = templates.flatMap(({ findings }) => findings).filter(({ suppressed }) => suppressed === null);
  const of = (level: string) => counted.filter((finding) => finding.level === level).length;
  return {
    conclusion: of('error') > 0 ? 'failure' : 'success',
    summary: {
      templates: templates.length,
      streams: templates.flatMap(({ streams }) => streams).length,
      errors: of('error'),
      warnings: of('warning'),
      notices: of('notice'),
      introduced: counted.filter(({ introduced }) => introduced).length,
      resolved: more.resolved?.length ?? 0,
    },
    templates,
    resolved: [],
    ...more,
  };
}

/** One of everything that a report can speak of. */
export const FULL: Review = review(
  [
    templateReport({
      findings: [
        MISSING,
        CLOSED,
        reported(
          { rule: 'broad-grant', level: 'warning', actions: ['kms:DescribeKey'], message: 'it is wider than the key' },
          { suppressed: { reason: 'the key is for this stack alone' } },
        ),
        reported({ rule: 'unusable-grant', message: 'the alias is not the key' }, { introduced: false }),
      ],
    }),
    templateReport({
      file: { path: 'stacks/other.yaml', text: BEFORE },
      streams: [{ ...STREAM, actions: { 'kms:CreateGrant': 'scoped', 'kms:DescribeKey': 'scoped' } }],
      findings: [],
      fixed: null,
    }),
    templateReport({
      file: { path: 'broken.yaml', text: 'a: [\n' },
      kind: 'rejected',
      streams: [],
      findings: [],
      problems: [
        {
          code: 'parse',
          path: 'broken.yaml',
          location: { file: { path: 'broken.yaml', text: 'a: [\n' }, range: { start: 3, end: 4 } },
          message: 'a quote, bracket, comma, colon or space is missing',
          incomplete: false,
        },
        {
          code: 'not-read',
          path: 'src/handler.py',
          location: null,
          message: 'it is larger than 2 MB',
          incomplete: true,
        },
      ],
      fixed: null,
    }),
  ],
  {
    conclusion: 'failure',
    resolved: [
      { rule: 'missing-grant', path: 'old.yaml', logicalId: 'Gone', fingerprint: fingerprint('missing-grant', 'Gone') },
    ],
  },
);
