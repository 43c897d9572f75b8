import type { TextEdit } from '../text/edit.ts';
import type { Location } from '../text/source-file.ts';
import type { Patch, TemplateValue } from './patch.ts';
import type { Level, RuleId } from './rule-meta.ts';
import type { ActionName } from './stream-report.ts';

/** What a rule found: decided and worded, with the remedies to try, best first. Nothing is proven yet. */
export interface Finding {
  readonly rule: RuleId;
  readonly level: Level;
  /** Logical id of the custom resource whose stream this is about. */
  readonly customResource: string;
  /** The actions concerned, CreateGrant before DescribeKey; empty when the finding is about neither. */
  readonly actions: readonly ActionName[];
  /** The resource to look at: the role, the key or the policy; the custom resource when there is no better one. */
  readonly logicalId: string;
  readonly location: Location;
  /** The template conditions under which it holds ("IsProd is false"), or null when it always does. */
  readonly when: string | null;
  /** Whether it holds in a deployment with the parameters' defaults. */
  readonly byDefault: boolean;
  readonly message: string;
  readonly related: readonly Related[];
  readonly remedies: readonly Remedy[];
  /** True where no grant would change it, so that it is nothing that a patch of grants brings. */
  readonly beyondGrants?: boolean;
}

/** Another place that a reader of the finding wants to see. */
export interface Related {
  readonly logicalId: string;
  readonly location: Location;
  readonly message: string;
}

/** A way out, before proof: a patch to try, or words and the exact statement for a person. */
export type Remedy =
  | { readonly kind: 'patch'; readonly patch: Patch }
  | {
      readonly kind: 'manual';
      /** Why no patch can be offered, as a clause: "the role is in no template that was read". */
      readonly reason: string;
      readonly statement: TemplateValue | null;
      /** For CDK output: the call to add to the program, once for each language. */
      readonly calls?: readonly ConstructCall[];
    };

/** A call to add to the CDK program that makes a template. */
export interface ConstructCall {
  readonly language: 'typescript' | 'python';
  /** Path of the construct that it is made on, as `aws:cdk:path` tells it: "Stack/StartDas". */
  readonly construct: string;
  /** File and one-based line of the program where the construct is made, "lib/stack.ts:16"; null when nothing tells. */
  readonly source?: string | null;
  /** Statements of that language, `iam` and `cdk` standing for the modules; no line end at the end. */
  readonly code: string;
}

/** What is shown for a finding: proven edits with their diff, or the manual way. */
export type Fix =
  | {
      readonly kind: 'edits';
      readonly path: string;
      readonly edits: readonly TextEdit[];
      readonly patch: string;
      /** Whether the fixes of the file together make it too large to be deployed without S3. */
      readonly needsS3?: boolean;
    }
  | Extract<Remedy, { kind: 'manual' }>;

/** A finding as the reports speak of it. */
export interface ReportedFinding extends Omit<Finding, 'remedies' | 'beyondGrants'> {
  readonly fix: Fix | null;
  /** False when the merge base had it already; always true without a base. */
  readonly introduced: boolean;
  /** Whether the merge base had it, and only not in a deployment with the parameters' defaults. */
  readonly sinceDefaults: boolean;
  /** 16 hex digits; holds no line numbers. */
  readonly fingerprint: string;
  /** Why it does not count, when a suppression is in force. */
  readonly suppressed: { readonly reason: string } | null;
}
