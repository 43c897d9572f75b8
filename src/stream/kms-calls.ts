import { runsPrograms } from './programs.ts';

/** Operations of KMS besides CreateGrant and DescribeKey; the start of a name stands for all that begin so. */
const OPERATIONS = (
  'Encrypt Decrypt ReEncrypt GenerateDataKey GenerateMac GenerateRandom VerifyMac Verify Sign DeriveSharedSecret ' +
  'GetKeyPolicy GetKeyRotationStatus GetParametersForImport GetPublicKey ListAliases ListGrants ListKeyPolicies ' +
  'ListKeys ListKeyRotations ListResourceTags ListRetirableGrants RetireGrant RevokeGrant CreateAlias CreateKey ' +
  'CreateCustomKeyStore UpdateAlias UpdateKeyDescription UpdatePrimaryRegion PutKeyPolicy EnableKey DisableKey ' +
  'ScheduleKeyDeletion CancelKeyDeletion DeleteAlias DeleteImportedKeyMaterial ImportKeyMaterial ReplicateKey ' +
  'RotateKeyOnDemand TagResource UntagResource'
).split(' ');

/**
 * Operations of RDS that take a key, or may use that of what they copy, restore, change or start, in the caller's name;
 * the start of a name as above. https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_Operations.html
 */
const OF_RDS = (
  'ApplyPendingMaintenance CopyDB CreateBlueGreen CreateCustomDB CreateDB CreateGlobalCluster CreateIntegration ' +
  'CreateTenantDatabase DeleteDB Failover ModifyCustomDB ModifyDB ModifyGlobalCluster ModifyIntegration ' +
  'ModifyTenantDatabase PromoteReadReplica RebootDB RestoreDB StartDB StartExportTask Switchover'
).split(' ');

const NAMES = [...OPERATIONS, ...OF_RDS].map((name) => ({
  name,
  camel: name.charAt(0).toLowerCase() + name.slice(1),
  snake: name.replace(/([a-z])(?=[A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$&_').toLowerCase(),
}));

const NEEDLES = NAMES.flatMap(({ name, camel, snake }) => [`.${snake}`, `.${camel}`, `${name}Command(`, `new ${name}`]);

/** What calls by a name that stands in a string: `getattr(client, 'decrypt')`, `client['decrypt']()`. */
const PICKS = /\b(?:getattr|methodcaller|_make_api_call)\s{0,9}\(|\]\s{0,9}\(/;
const PICKED = NAMES.flatMap(({ name, camel, snake }) => [
  `'${snake}`,
  `"${snake}`,
  `'${camel}`,
  `"${camel}`,
  `'${name}`,
]);

/** A client of KMS, as the SDK for Python makes it: what is called on it by its name is found by that name. */
const KMS_CLIENT = /\b(?:client|create_client)\(\s{0,40}(?:service_name\s{0,4}=\s{0,4})?(['"])kms\1/g;

/** What calls by a name that may not be told at all. */
const UNTOLD_PICKS = /\b(?:getattr|methodcaller|_make_api_call)\s{0,9}\(/;

/** The name of the service, or its host, in any other place: a request that is signed by hand, a list of services. */
const KMS_BY_NAME = /(['"`])kms\1|\bkms(?:-fips)?\.[^'"`\s]{0,100}amazonaws\.|\bTrentService\b/i;

/** Signs requests of any service without a client of it. */
const SIGNS = /\bSigV4|\bSignatureV4\b/;

/** The services whose clients call KMS for nobody but themselves, as SDKs name them. */
const HARMLESS = new Set(['rds', 'kms', 'rdsclient', 'kmsclient', 'agent']);

const CLIENTS = [
  /\b(?:client|create_client|resource)\(\s{0,40}(?:service_name\s{0,4}=\s{0,4})?(['"]?)([A-Za-z0-9_-]{0,40})/g,
  /@aws-sdk\/(?:client|lib)(-)([a-z0-9-]{1,40})/g,
  /\baws-sdk(\/)clients\/([a-z0-9]{1,40})/g,
  /\bnew\s{1,9}[A-Za-z_$][\w$]{0,40}(\.)(?![A-Za-z0-9]{1,60}Command\b)([A-Za-z0-9]{1,40})/g,
];

/** `{ S3, RDS }` of the SDK for JavaScript of version 2. */
const UNPACKED = /\{([\w\s,:]{1,200})\}\s{0,9}(?:=\s{0,9}require\(|from\b)\s{0,9}['"]aws-sdk['"]/g;

/**
 * Whether code may need a KMS permission besides CreateGrant and DescribeKey: it calls another operation of KMS, one of
 * RDS that takes a key, or another program, signs requests or names KMS otherwise than for a client of it, or has a
 * client of a service that may use KMS in the caller's name. `code` has its comments and strings blanked, `text` not.
 */
export function usesKmsOtherwise(text: string, code: string): boolean {
  if (NEEDLES.some((needle) => code.includes(needle)) || runsPrograms(text, code)) return true;
  if (PICKS.test(code) && PICKED.some((needle) => text.includes(needle))) return true;
  if (SIGNS.test(code) || callsKmsByName(text, code)) return true;
  const clients = CLIENTS.flatMap((pattern) =>
    [...text.matchAll(pattern)].map(([, quote, name]) => (quote === '' ? '' : (name ?? ''))),
  );
  const unpacked = [...text.matchAll(UNPACKED)].flatMap(([, names]) => (names ?? '').match(/\w+/g) ?? []);
  return [...clients, ...unpacked].some((name) => !HARMLESS.has(name.toLowerCase()));
}

function callsKmsByName(text: string, code: string): boolean {
  const besideClients = text.replace(KMS_CLIENT, '');
  return KMS_BY_NAME.test(besideClients) || (besideClients !== text && UNTOLD_PICKS.test(code));
}

const OF_ANOTHER_KEY =
  /\.(?:copy_db_(?:cluster_)?snapshot|restore_db_[a-z]|start_export_task|copyDB(?:Cluster)?Snapshot|restoreDB[A-Z]|startExportTask)|\b(?:CopyDB(?:Cluster)?Snapshot|RestoreDB[A-Za-z0-9]{1,60}|StartExportTask)Command\s{0,9}\(/;

/**
 * Whether code plainly makes a call of RDS that uses the key of what it copies, restores or exports, in the caller's
 * name. `code` has its comments and strings blanked.
 */
export function usesAnotherKey(code: string): boolean {
  return OF_ANOTHER_KEY.test(code);
}
