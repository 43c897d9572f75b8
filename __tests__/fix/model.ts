import type { Operation, TemplatePath, TemplateValue } from '../../src/finding/patch.ts';

type Model = TemplateValue;

function isMap(value: Model): value is { readonly [key: string]: Model } {
  return typeof value === 'object' && !Array.isArray(value);
}

/** What an operation means, on plain data. */
export function applied(value: Model, operation: Operation, path: TemplatePath = operation.path): Model {
  const [step, ...rest] = path;
  if (step === undefined) return change(value, operation);
  if (Array.isArray(value)) return value.map((item, index) => (index === step ? applied(item, operation, rest) : item));
  if (!isMap(value)) throw new Error(`no way to ${operation.path.join('.')}`);
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, key === step ? applied(part, operation, rest) : part]),
  );
}

function change(value: Model, operation: Operation): Model {
  if (operation.kind === 'exchange') throw new Error('an exchange is made of other operations');
  if (operation.kind === 'replace') return operation.value;
  if (operation.kind === 'append') {
    const list = Array.isArray(value) ? value : isOmitted(value) ? [] : [value];
    const at = operation.after === null ? list.length : operation.after + 1;
    return list.toSpliced(at, 0, ...operation.values);
  }
  if (operation.kind === 'remove') {
    return Array.isArray(value) ? value.filter((_, index) => !operation.items.includes(index)) : value;
  }
  const entries = isOmitted(value) ? [] : Object.entries(value);
  const at = operation.after === null ? entries.length : entries.findIndex(([key]) => key === operation.after) + 1;
  return Object.fromEntries(entries.toSpliced(at, 0, [operation.key, operation.value]));
}

/** Data that was parsed holds null where a value is omitted. */
function isOmitted(value: unknown): boolean {
  return value === null;
}

/** Parsed data with every intrinsic in its long form. */
export function longForm(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(longForm);
  if (typeof data !== 'object' || data === null) return data;
  const entries = Object.entries(data).map(([key, value]): [string, unknown] => {
    const name = key === '!Ref' || key === '!Condition' ? key.slice(1) : key.replace(/^!/, 'Fn::');
    const dotted = name === 'Fn::GetAtt' && typeof value === 'string';
    return [name, dotted ? atFirstDot(value) : longForm(value)];
  });
  return Object.fromEntries(entries);
}

/** Every path into a value that does not lead into an intrinsic, with what stands there. */
export function placesIn(value: Model, path: TemplatePath = []): { path: TemplatePath; value: Model }[] {
  const here = { path, value };
  if (Array.isArray(value)) return [here, ...value.flatMap((item, index) => placesIn(item, [...path, index]))];
  if (!isMap(value)) return [here];
  const keys = Object.keys(value);
  if (keys.length === 1 && /^(?:Ref$|Fn::)/.test(keys[0] ?? '')) return [here];
  return [here, ...Object.entries(value).flatMap(([key, part]) => placesIn(part, [...path, key]))];
}

/** A GetAtt takes a logical id and an attribute, which may hold dots of its own. */
function atFirstDot(text: string): readonly string[] {
  const dot = text.indexOf('.');
  return dot < 0 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}
