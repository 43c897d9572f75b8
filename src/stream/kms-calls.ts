/** Operations of KMS besides CreateGrant and DescribeKey; the start of a name stands for all that begin so. */
const OPERATIONS = (
  'Encrypt Decrypt ReEncrypt GenerateDataKey GenerateMac GenerateRandom VerifyMac Verify Sign DeriveSharedSecret ' +
  'GetKeyPolicy GetKeyRotationStatus GetParametersForImport GetPublicKey ListAliases ListGrants ListKeyPolicies ' +
  'ListKeys ListKeyRotations ListResourceTags ListRetirableGrants RetireGrant RevokeGrant CreateAlias CreateKey ' +
  'CreateCustomKeyStore UpdateAlias UpdateKeyDescription UpdatePrimaryRegion PutKeyPolicy EnableKey DisableKey ' +
  'ScheduleKeyDeletion CancelKeyDeletion DeleteAlias DeleteImportedKeyMaterial ImportKeyMaterial ReplicateKey ' +
  'RotateKeyOnDemand TagResource UntagResource'
).split(' ');

const NEEDLES = OPERATIONS.flatMap((name) => {
  const camel = name.charAt(0).toLowerCase() + name.slice(1);
  const snake = camel.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return [`.${snake}`, `.${camel}`, `${name}Command(`, `new ${name}`];
});

/** The services whose clients call KMS for nobody but themselves, as SDKs name them. */
const HARMLESS = new Set(['rds', 'kms']);

const CLIENTS = [
  /\b(?:client|resource)\(\s{0,40}(?:service_name\s{0,4}=\s{0,4})?(['"]?)([A-Za-z0-9_-]{1,40})/g,
  /@aws-sdk\/(?:client|lib)(-)([a-z0-9-]{1,40})/g,
  /\bnew AWS(\.)([A-Za-z0-9]{1,40})\(/g,
];

/**
 * Whether code may need a KMS permission besides CreateGrant and DescribeKey: it calls another operation of KMS, or has
 * a client of a service that uses KMS in the caller's name. `code` has its comments and strings blanked, `text` not.
 */
export function usesKmsOtherwise(text: string, code: string): boolean {
  if (NEEDLES.some((needle) => code.includes(needle))) return true;
  return CLIENTS.some((pattern) =>
    [...text.matchAll(pattern)].some(([, quote, name]) => quote === '' || !HARMLESS.has((name ?? '').toLowerCase())),
  );
}
