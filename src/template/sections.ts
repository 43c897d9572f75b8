import { valueAt } from '../syntax/navigate.ts';
import type { MappingNode } from '../syntax/node.ts';
import { type Expression, toExpression } from './expression.ts';
import { type Collections, expandLoop, isLoopKey } from './loops.ts';
import type { Template } from './template.ts';
import { addedBy, isTransform, writtenEntries } from './transforms.ts';

/** A section of a template that holds expressions by name. */
export interface Section {
  readonly entries: ReadonlyMap<string, Expression>;
  /** What a loop over a collection that is not known, or an include, makes of it besides, as a noun. */
  readonly looped: string | null;
}

/** Reads a section; what is no map is an empty one. */
export function readSection(root: MappingNode, name: string, collections: Collections = () => null): Section {
  const expression = section(root, name);
  if (expression?.kind === 'map') return { entries: expression.entries, looped: null };
  if (expression?.kind !== 'intrinsic') return { entries: new Map(), looped: null };
  const { argument } = expression;
  if (expression.name === 'Fn::ForEach' && argument.kind === 'map')
    return sectionOfLoops(argument.entries, collections);
  if (!isTransform(expression)) return { entries: new Map(), looped: null };
  return { entries: writtenEntries(expression.node) ?? new Map(), looped: addedBy([expression.argument]) };
}

/** A section in which loops stand beside entries that are written out: what one can not tell leaves the others. */
function sectionOfLoops(written: ReadonlyMap<string, Expression>, collections: Collections): Section {
  const entries = new Map<string, Expression>();
  let looped: string | null = null;
  for (const [key, value] of written) {
    const made = isLoopKey(key) ? expandLoop(key, value, collections) : { entries: [[key, value] as const] };
    if ('reason' in made) looped = `what ${made.reason} makes`;
    for (const [name, body] of 'entries' in made ? made.entries : []) entries.set(name, body);
  }
  return { entries, looped };
}

/** What loops over what nothing tells make in each of the sections, as nouns. */
export function loopedSections(sections: Readonly<Record<string, Section>>): ReadonlyMap<string, string> {
  const reasons = Object.entries(sections).flatMap(([name, { looped }]) =>
    looped === null ? [] : [[name, looped] as const],
  );
  return new Map(reasons);
}

/** Whether some loop goes over what the template's own text does not tell. */
export function hasOpenLoops({ looped, loopedSections }: Template): boolean {
  return looped !== null || loopedSections.size > 0;
}

/** The value of a section, or null. */
export function section(root: MappingNode, name: string): Expression | null {
  const node = valueAt(root, name);
  return node === null ? null : toExpression(node);
}
