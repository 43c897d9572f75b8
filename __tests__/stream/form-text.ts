import { readHandlerCode } from '../../src/stream/handler-code.ts';
import type { KeyForm } from '../../src/stream/key-form.ts';

/** What code gives as the key, in one line. */
export function formText(form: KeyForm | null): string {
  switch (form?.kind) {
    case undefined:
      return 'untold';
    case 'literal':
      return `'${form.value}'`;
    case 'property':
      return `property ${form.path.join('.')}`;
    case 'part':
      return `part ${form.path.join('.')}`;
    case 'variable':
      return `variable ${[form.name, ...(form.path ?? [])].join('.')}`;
    case 'first':
      return form.of.map(formText).join(', else ');
    case 'when': {
      const asked = form.asks === 'equals' ? `is '${form.value}'` : `is ${form.asks}`;
      return `(${formText(form.met)} where ${formText(form.tested)} ${asked}, else ${formText(form.otherwise)})`;
    }
    case 'either':
      return form.of.map(formText).join(' or ');
    case 'named':
      return 'by name';
    case 'only':
      return 'the only one';
    default:
      return form?.kind ?? '';
  }
}

const CALLS = {
  python: ["p = event['ResourceProperties']\n", 'rds.start_activity_stream('],
  javascript: ['const p = event.ResourceProperties;\n', 'rds.startActivityStream('],
} as const;

/** The key that code gives, with `p` for the properties of the custom resource and `START(` for the call. */
export function keyOf(language: keyof typeof CALLS, code: string): string {
  const [before, call] = CALLS[language];
  const text = before + code.replaceAll('START(', call);
  return formText(readHandlerCode(text, language).key.form);
}
