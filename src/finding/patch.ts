/** Keys and zero-based indices from the root of a template's text to a node, as they are written (`Fn::If` included). */
export type TemplatePath = readonly (string | number)[];

/** A template value to write, intrinsics in long form: `{ 'Fn::GetAtt': ['Key', 'Arn'] }`. Key order is kept. */
export type TemplateValue =
  | string
  | number
  | boolean
  | readonly TemplateValue[]
  | { readonly [key: string]: TemplateValue };

/** One change at a path. fix/ turns it into text edits in the style of its neighbours. */
export type Operation =
  /**
   * Adds items to the list at `path` behind the item at index `after` (null: behind the last). A lone mapping or
   * scalar there counts as a list of one and is made a list.
   */
  | {
      readonly kind: 'append';
      readonly path: TemplatePath;
      readonly after: number | null;
      readonly values: readonly TemplateValue[];
    }
  /** Adds a key that the mapping at `path` does not have yet, behind the key `after` (null: behind the last). */
  | {
      readonly kind: 'set';
      readonly path: TemplatePath;
      readonly key: string;
      readonly after: string | null;
      readonly value: TemplateValue;
    }
  /** Puts another value in the place of the one at `path`. */
  | { readonly kind: 'replace'; readonly path: TemplatePath; readonly value: TemplateValue }
  /**
   * Puts one or more values in the place of the one at `path`: as items beside the others where that is an item of a
   * list, else as a list of their own.
   */
  | {
      readonly kind: 'exchange';
      readonly path: TemplatePath;
      readonly values: readonly ConditionalValue[];
      readonly bare: Bare;
      /** What stands beside the value: it can be repeated behind it, so that each condition has its own. */
      readonly beside?: { readonly [key: string]: TemplateValue };
      /** The Sids of such repetitions, in their order; none where what is repeated has none. */
      readonly sids?: readonly string[];
    }
  /** Takes the items at these indices out of the list at `path`, which keeps others. */
  | { readonly kind: 'remove'; readonly path: TemplatePath; readonly items: readonly number[] };

/**
 * What is done where none of an exchange's values is always there, so that its list might be without any: what stands at
 * a path goes under their condition as a whole; nothing, for others are left in the list; or the change is refused.
 */
export type Bare = TemplatePath | 'others-left' | 'refused';

/** A value that is there under a condition of the template, or (null) always. */
export interface ConditionalValue {
  readonly value: TemplateValue;
  readonly condition: string | null;
}

/** A symbolic change to one template: what to do, not how it is spelled. */
export interface Patch {
  /** The path of the SourceFile that it changes. */
  readonly file: string;
  readonly operations: readonly Operation[];
}
