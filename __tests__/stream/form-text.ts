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
      return `variable ${form.name}`;
    case 'first':
      return form.of.map(formText).join(', else ');
    case 'either':
      return form.of.map(formText).join(' or ');
    case 'named':
      return 'by name';
    default:
      return form?.kind ?? '';
  }
}
