/**
 * The actions of KMS, in lower case and without the prefix, for judging what a wildcard reaches.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html
 */
const KMS_ACTIONS: readonly string[] = (
  'cancelkeydeletion connectcustomkeystore createalias createcustomkeystore creategrant createkey ' +
  'decrypt deletealias deletecustomkeystore deleteimportedkeymaterial derivesharedsecret describecustomkeystores ' +
  'describekey disablekey disablekeyrotation disconnectcustomkeystore enablekey enablekeyrotation encrypt ' +
  'generatedatakey generatedatakeypair generatedatakeypairwithoutplaintext generatedatakeywithoutplaintext ' +
  'generatemac generaterandom getkeypolicy getkeyrotationstatus getparametersforimport getpublickey ' +
  'importkeymaterial listaliases listgrants listkeypolicies listkeyrotations listkeys listresourcetags ' +
  'listretirablegrants putkeypolicy reencryptfrom reencryptto replicatekey retiregrant revokegrant ' +
  'rotatekeyondemand schedulekeydeletion sign synchronizemultiregionkey tagresource untagresource updatealias ' +
  'updatecustomkeystore updatekeydescription updateprimaryregion verify verifymac'
).split(' ');

/** Action families that a wildcard may reach and still count as narrow (design 2.1, the word `scoped`). */
const HARMLESS = /^(create|describe|list|get)|grant/;

const OTHERS = KMS_ACTIONS.filter((action) => !HARMLESS.test(action));

/** The actions of KMS, lower case with prefix, that no narrow wildcard may reach. */
export const SENSITIVE_KMS_ACTIONS: readonly string[] = OTHERS.map((action) => `kms:${action}`);

const COMMON_KEYS = ['kms:calleraccount', 'kms:viaservice'];
const RESOURCE_KEYS = [
  'kms:keyspec',
  'kms:keyusage',
  'kms:keyorigin',
  'kms:multiregion',
  'kms:multiregionkeytype',
  'kms:resourcealiases',
];
const GRANT_KEYS = [
  'kms:grantisforawsresource',
  'kms:grantoperations',
  'kms:grantconstrainttype',
  'kms:granteeprincipal',
  'kms:retiringprincipal',
  'kms:grantconstraintsourcearn',
  'kms:granteeserviceprincipal',
  'kms:retiringserviceprincipal',
  'kms:encryptioncontextkeys',
];

/**
 * Whether a request for the action can carry the condition key at all (domain.md 2.2). Keys that are not KMS's own may.
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
 */
export function carriesConditionKey(action: string, conditionKey: string): boolean {
  const key = conditionKey.toLowerCase();
  if (!key.startsWith('kms:') || COMMON_KEYS.includes(key) || RESOURCE_KEYS.includes(key)) return true;
  const isGrant = action.toLowerCase() === 'kms:creategrant';
  if (key === 'kms:requestalias') return !isGrant;
  return isGrant && (GRANT_KEYS.includes(key) || key.startsWith('kms:encryptioncontext:'));
}
