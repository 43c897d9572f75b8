import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect } from '@jest/globals';

const folder = new URL('fixtures/explained/', import.meta.url);

/**
 * Holds a text, whose first line names it, to the section of that name in fixtures/explained/<file>.txt, where a reader
 * can judge it. `UPDATE_FIXTURES=1 npm test` writes the section anew.
 */
export function expectSection(file: string, text: string): void {
  const [name = ''] = text.split('\n');
  if (process.env.UPDATE_FIXTURES === '1') {
    writeFileSync(pathOf(file), `${[...sectionsIn(file).set(name, text).values()].join('\n\n')}\n`);
  }
  expect(text).toBe(sectionsIn(file).get(name));
}

/** The names of the sections of a file. */
export function namesOfSections(file: string): readonly string[] {
  return [...sectionsIn(file).keys()];
}

const pathOf = (file: string) => new URL(`${file}.txt`, folder);

/** An empty line ends each section. */
function sectionsIn(file: string): Map<string, string> {
  const sections = existsSync(pathOf(file)) ? readFileSync(pathOf(file), 'utf8').trim().split('\n\n') : [];
  return new Map(sections.map((section) => [section.split('\n')[0] ?? '', section]));
}
