import type { Scope } from '../resolve/scope.ts';
import type { Text } from '../resolve/text.ts';
import type { Guarded } from '../resolve/value.ts';
import type { Expression } from '../template/expression.ts';
import type { LogicalId } from '../template/template.ts';

/** What is asked of IAM and KMS: may this role do this to this key, in a request of this kind? */
export interface AccessRequest {
  /** `kms:CreateGrant`, spelled as AWS does. */
  readonly action: string;
  readonly key: KeyIdentity;
  readonly caller: Caller;
  /** Condition keys in lower case; a key of the action that is not here is unknown. */
  readonly context: ReadonlyMap<string, ContextValue>;
  /** Values taken for what is not known, each with the assumption that it rests on (design 2.8). */
  readonly assumed: readonly Assumed[];
}

/** What a request carries under a condition key; `complete` is false where there may be further values. */
export type ContextValue =
  | { readonly kind: 'absent' }
  | {
      readonly kind: 'values';
      readonly values: readonly Text[];
      readonly complete: boolean;
      /** Of an incomplete list: values that it can not hold besides, and where not. */
      readonly never?: Guarded<Text>;
    }
  /** A single value that conditions choose; null where it is not known. */
  | { readonly kind: 'chosen'; readonly among: Guarded<Text | null> };

/** A key, as far as the templates tell which one it is. */
export interface KeyIdentity {
  readonly arn: Text;
  /** The key id alone, or null when only a whole ARN is known. */
  readonly id: Text | null;
  /** Alias names (`alias/das`) that the templates show to be this key's, or by which the stream names it. */
  readonly aliases: readonly Text[];
  /** Alias names that the template gives to other keys, and where: a name is one key's alone. */
  readonly othersAliases?: Guarded<Text>;
  /** Tags that the template gives the key, null where it does not tell the value; null when the key is not in the templates. */
  readonly tags: ReadonlyMap<string, Guarded<Text | null>> | null;
  readonly policy: KeyPolicySource;
  /** Condition keys in lower case that the template tells of the key itself, such as kms:keyspec. */
  readonly facts?: ReadonlyMap<string, Guarded<Text | null>>;
}

export type KeyPolicySource =
  | { readonly kind: 'document'; readonly scope: Scope; readonly document: Expression; readonly logicalId: LogicalId }
  /** KMS gives a key without a policy the default one; A3 takes an unseen one to be that. */
  | { readonly kind: 'default'; readonly assumed: boolean }
  | { readonly kind: 'unknown'; readonly reason: string };

/** The role that makes the call, as policies name it. */
export interface Caller {
  readonly roleArn: Text;
  /** `arn:…:sts::<account>:assumed-role/<role>/<session>`; null when the session's name is not known. */
  readonly sessionArn: Text | null;
  readonly account: Text;
  /** `arn:<partition>:iam::<account>:`, to which `root` is added for the account itself. */
  readonly accountArnPrefix: Text;
}

/** A hole's value that is assumed, not known. */
export interface Assumed {
  readonly id: 'A1' | 'A2';
  /** Token of the hole. */
  readonly token: string;
  readonly value: string;
}
