import { describe, expect, test } from '@jest/globals';
import { deployHints } from '../../src/report/deploy-hints.ts';
import { readCase, reportOn } from './case.ts';

const inline = readCase('policies without a word of KMS or RDS take it behind the last').before;
const managed = readCase('a managed policy that the role names').before;

/** Statements of about that many characters, to stand before the others of a policy. */
function ballast(characters: number, indent: string): string {
  return Array.from({ length: Math.ceil(characters / 200) }, (_, at) => {
    const name = `${at}`.padStart(149, 'x');
    return `${indent}- Effect: Allow\n${indent}  Action: s3:GetObject\n${indent}  Resource: ${name}\n`;
  }).join('');
}

const fill = (text: string, characters: number) =>
  text.replace(
    /^( *)Statement:\n(?=(?:.*\n){3}.*(?:logs:|rds:))/m,
    (line, indent: string) => line + ballast(characters, `${indent}  `),
  );

const fixOf = (text: string) => reportOn({ path: 'a.yaml', text }).findings[0]?.fix;

describe('the limits of IAM and CloudFormation', () => {
  test('a role takes 10,240 characters of inline policies, whatever resource they stand in', () => {
    expect(fixOf(fill(inline, 8_000))?.kind).toBe('edits');
    expect(fixOf(fill(inline, 10_000))).toMatchObject({
      kind: 'manual',
      reason:
        'no edit of the template could be proven right: the inline policies of StarterRole would exceed 10240 characters, and a managed policy that names the role has room',
    });
  });

  test('a managed policy takes 6,144; a full one is passed over without a word', () => {
    expect(fixOf(fill(managed, 4_000))).toMatchObject({
      kind: 'edits',
      patch: expect.not.stringContaining('DasKeyAccess'),
    });
    const full = fixOf(fill(managed, 6_100));
    expect(full).toMatchObject({ kind: 'edits', patch: expect.stringContaining('PolicyName: DasKeyAccess') });
    expect(JSON.stringify(full)).not.toContain('6144');
  });

  test('a template below 51,200 bytes stays below, or it is said that it needs S3', () => {
    const ofBytes = (bytes: number) => `${inline}# ${'x'.repeat(bytes - inline.length - 3)}\n`;
    expect(fixOf(ofBytes(50_000))).toMatchObject({ kind: 'edits', needsS3: false });
    expect(fixOf(ofBytes(51_200))).toMatchObject({ kind: 'edits', needsS3: true });
    expect(fixOf(ofBytes(51_201))).toMatchObject({ kind: 'edits', needsS3: false });
    const { findings } = reportOn({ path: 'a.yaml', text: ofBytes(51_200) });
    expect(deployHints(findings)[0]).toContain('exceeds 51,200 bytes');
    expect(deployHints(reportOn({ path: 'a.yaml', text: inline }).findings).join()).not.toContain('51,200');
  });

  test('what is only known at deployment counts for 100 characters, or for as many as are written around it', () => {
    const intrinsic = (count: number, text: string) =>
      inline.replace(/^( *)Statement:\n(?=(?:.*\n){3}.*(?:logs:|rds:))/m, (line, indent: string) => {
        const names = Array.from({ length: count }, (_, at) => `${indent}      - !Sub ${text}\${Part${at}}\n`).join('');
        return `${line}${indent}  - Effect: Allow\n${indent}    Action: s3:GetObject\n${indent}    Resource:\n${names}`;
      });
    expect(fixOf(intrinsic(85, 'x'))?.kind).toBe('edits');
    expect(fixOf(intrinsic(85, 'x'.repeat(150)))?.kind).toBe('manual');
    expect(fixOf(intrinsic(97, 'x'))).toMatchObject({
      kind: 'manual',
      reason: expect.stringContaining('the inline policies of StarterRole would exceed 10240 characters'),
    });
  });

  test('a template takes 500 resources', () => {
    const apart = readCase('a key policy that names the role').before;
    const own = apart.match(/^ {2}\w+:\n {4}Type:/gm)?.length ?? 0;
    const topics = (count: number) =>
      Array.from({ length: count }, (_, at) => `  Topic${at}: {Type: AWS::SNS::Topic}\n`).join('');
    expect(fixOf(`${apart}${topics(499 - own)}`)?.kind).toBe('edits');
    expect(fixOf(`${apart}${topics(500 - own)}`)).toMatchObject({
      kind: 'manual',
      reason: 'no edit of the template could be proven right: it would exceed 500 resources',
    });
  });
});
