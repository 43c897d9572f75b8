import { folderOf } from '../resolve/surroundings.ts';
import type { SourceFile } from '../text/source-file.ts';
import { makesOrNamesRoles, nests } from './candidate.ts';

/** What templates take from other stacks, as far as their texts tell without a parse. */
export interface Reach {
  /** Names of the files that another template may nest. */
  readonly nested: readonly string[];
  readonly imports: Words;
  readonly roles: Words;
  /** Folders of the templates that ask for outputs of other stacks. */
  readonly outputs: ReadonlySet<string | null>;
}

/** Of each name the longest word, which stands where the name is made; null among them: a name that nothing tells. */
type Words = ReadonlySet<string | null>;

/** `given`: values that the user gave, of which names may be made. */
export function reachOf(files: readonly SourceFile[], given: readonly string[]): Reach {
  const texts = files.map(({ text }) => text);
  // What a nested stack takes from others is known only once it was read.
  const unseen = texts.some(nests) ? [null] : [];
  const words = (mark: RegExp): Words =>
    new Set([...unseen, ...texts.flatMap((text) => wordsBehind(text, mark).map((word) => outside(word, given)))]);
  const asking = files.filter(({ text }) => text.includes('GetStackOutput') || nests(text));
  return {
    nested: files.map(({ path }) => path.slice(path.lastIndexOf('/') + 1)),
    imports: words(/ImportValue/g),
    roles: words(/RoleName|:role\//g),
    outputs: new Set(asking.map(({ path }) => folderOf(path))),
  };
}

function outside(word: string | null, given: readonly string[]): string | null {
  return word === null || given.some((value) => value.includes(word)) ? null : word;
}

/** Enough for any name, and what stands before it. */
const BEHIND = 400;
/** A name that is written out, plainly or in Fn::Sub: not one that another function makes. */
const NAME =
  /^["']?\s*:?\s*(?:!Sub\s+|\{?\s*["']?Fn::Sub["']?\s*:\s*)?(["']?)(?!Ref\b|Fn::|Condition\b)((?:\$\{[^{}]*\}|[\w$:/=+,.@-])+)/;

function wordsBehind(text: string, mark: RegExp): readonly (string | null)[] {
  return [...text.matchAll(mark)].map(({ 0: found, index }) => {
    const rest = text.slice(index + found.length, index + found.length + BEHIND);
    const [all = '', , name = ''] = NAME.exec(rest) ?? [];
    const written = name.replace(/\$\{[^{}]*\}/g, ' ');
    // Cut off, escaped, or a key of something else.
    if (all.length === BEHIND || /^[\\{]/.test(rest.slice(all.length))) return null;
    const words = written.match(/[A-Za-z0-9]+/g) ?? [];
    return words.reduce<string | null>((best, word) => (word.length > (best?.length ?? 0) ? word : best), null);
  });
}

/** Whether a template nests those that reach out, or holds what they take. */
export function isReached({ path, text }: SourceFile, reach: Reach): boolean {
  return (
    nestsOneOf(text, reach) ||
    (text.includes('Export') && holdsOneOf(`${path}\n${text}`, reach.imports)) ||
    (makesOrNamesRoles(text) && holdsOneOf(text, reach.roles)) ||
    (reach.outputs.has(folderOf(path)) && text.includes('Outputs'))
  );
}

/** Whether a template nests one of those that reach out. */
export function nestsOneOf(text: string, { nested }: Reach): boolean {
  return nests(text) && (isEscaped(text) || nested.some((name) => text.includes(name)));
}

function holdsOneOf(text: string, words: Words): boolean {
  return (
    words.has(null) || (words.size > 0 && (isEscaped(text) || [...words].some((word) => text.includes(word ?? ''))))
  );
}

/** Whether a text may spell its words otherwise. */
function isEscaped(text: string): boolean {
  return /\\[uUx\r\n]/.test(text);
}
