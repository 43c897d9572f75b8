import type { Step } from './code-expression.ts';

/** What the code gives as the key, as far as its whole form is understood. */
export type KeyForm =
  | { readonly kind: 'literal'; readonly value: string }
  /** The property of the custom resource at the end of the path. */
  | { readonly kind: 'property'; readonly path: readonly Step[] }
  /** The property at the end of a path that begins somewhere in the properties. */
  | { readonly kind: 'part'; readonly path: readonly Step[] }
  /** A variable of the function's environment, or what stands at the end of a path into it. */
  | { readonly kind: 'variable'; readonly name: string; readonly path?: readonly Step[] }
  /** The first that is there. */
  | { readonly kind: 'first'; readonly of: readonly KeyForm[] }
  /** One of two, by what the template has in a place: anything, anything but an empty string, or this string. */
  | {
      readonly kind: 'when';
      readonly tested: KeyForm;
      readonly asks: 'present' | 'filled' | 'equals';
      readonly value: string;
      readonly met: KeyForm;
      readonly otherwise: KeyForm;
    }
  /** One of these, and nothing tells which. */
  | { readonly kind: 'either'; readonly of: readonly KeyForm[] }
  /** Whichever property or variable speaks for being the key by its name. */
  | { readonly kind: 'named' }
  /** The only property or variable that may be a key. */
  | { readonly kind: 'only' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unknown' };

export const UNKNOWN_FORM: KeyForm = { kind: 'unknown' };
export const NOTHING: KeyForm = { kind: 'nothing' };
/** Several forms as one; null where none adds anything. */
export function combined(kind: 'first' | 'either', forms: readonly (KeyForm | null)[]): KeyForm | null {
  const given = forms.filter((form) => form !== null);
  if (given.length === 0) return null;
  const kept = given.flatMap((form) => (form.kind === kind ? form.of : form.kind === 'nothing' ? [] : [form]));
  const different = new Map(kept.map((form) => [JSON.stringify(form), form]));
  const [only = NOTHING, ...others] = different.values();
  if (others.length === 0) return only;
  if (kind === 'either' && kept.some((form) => form.kind === 'unknown')) return UNKNOWN_FORM;
  return { kind, of: [...different.values()] };
}

/** One of several, of which nothing tells which. */
export function eitherOf(forms: readonly KeyForm[]): KeyForm {
  return combined('either', forms) ?? UNKNOWN_FORM;
}
