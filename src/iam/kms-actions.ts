/**
 * The actions of KMS, in lower case and with prefix, that no narrow wildcard may reach: all but those that create,
 * describe, list or get something and those about grants (design 2.1, the word `scoped`).
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html
 */
export const SENSITIVE_KMS_ACTIONS: readonly string[] = (
  'cancelkeydeletion connectcustomkeystore decrypt deletealias deletecustomkeystore deleteimportedkeymaterial ' +
  'derivesharedsecret disablekey disablekeyrotation disconnectcustomkeystore enablekey enablekeyrotation encrypt ' +
  'generatedatakey generatedatakeypair generatedatakeypairwithoutplaintext generatedatakeywithoutplaintext ' +
  'generatemac generaterandom importkeymaterial putkeypolicy reencryptfrom reencryptto replicatekey ' +
  'rotatekeyondemand schedulekeydeletion sign synchronizemultiregionkey tagresource untagresource updatealias ' +
  'updatecustomkeystore updatekeydescription updateprimaryregion verify verifymac'
)
  .split(' ')
  .map((action) => `kms:${action}`);

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
