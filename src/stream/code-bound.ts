import { type CodeFunction, functionsAround, outlineOf, parameterAround } from './code-functions.ts';
import type { Knowledge } from './code-knowledge.ts';
import { type Code, isIn, wordOf } from './code-variables.ts';

/** A place that may give a name a value. */
interface Place {
  readonly at: number;
  /** The function to which it belongs; null for the file. */
  readonly within: CodeFunction | null;
  readonly isDeclared: boolean;
  readonly isImport: boolean;
}

const GIVES =
  /(?<![\w$.])([A-Za-z_$][\w$]*)\s*(?::[^=\n;(){}]{1,80})?\s*(?::|[-+*/%&|^@]|\*\*|\/\/|<<|>>|&&|\|\||\?\?)?=(?![=>])/g;
const OF_PYTHON = [
  /\bfor\s+([^\n:]{1,200}?)\s+in\b/g,
  /\bas\s+([\w\s,()]{1,100}?)(?=[:,)\n])/g,
  /\bdel\s+([^\n]{1,100})/g,
  /(?<=^|\n)[ \t]*case\b([^\n]{1,200}?)(?=\sif\s|:\s*\n|\n|$)/g,
  /(?<=^|\n)[ \t]*(?:from[^\n]*\bimport|import)\b([^\n(]*|\s*\([^)]*\))/g,
];
const OF_SCRIPT = [
  /\bfor\s*(?:await\s*)?\(\s*(?:const|let|var)\s+([^=;]{1,200}?)\s+(?:of|in)\b/g,
  /(?<![\w$.])([A-Za-z_$][\w$]*)\s*(?:\+\+|--)/g,
  /(?:\+\+|--)\s*([A-Za-z_$][\w$]*)/g,
  /\b(?:let|var)\s+([\w$,\s]{1,200}?)(?=[;\n])/g,
  /\bcatch\s*\(([^)]{1,100})\)/g,
  /\bimport\b([^;'"`()]{1,500})\bfrom\b/g,
  /[(;{}]\s*\(\s*\{([^{}]{1,300})\}\s*=(?!=)/g,
];

/** Where names of a code may be given values, by name; found once. */
export class BoundNames {
  readonly #all: Code;
  readonly #places = new Map<string, Place[]>();
  readonly #shared: ReadonlySet<string>;

  constructor(all: Code) {
    this.#all = all;
    const { code, language } = all;
    const isPython = language === 'python';
    const shared = isPython ? [...code.matchAll(/\b(?:global|nonlocal)\s+([\w, \t]+)/g)] : [];
    this.#shared = new Set(shared.flatMap(([, names = '']) => names.match(/\w+/g) ?? []));
    for (const { index, 0: whole, 1: name = '' } of code.matchAll(GIVES)) {
      const isArgument = isPython && !whole.endsWith(':=') && code[outlineOf(all).outer[index] ?? -1] === '(';
      if (!isArgument && parameterAround(outlineOf(all), index) === null) this.#add(name, index);
    }
    for (const pattern of isPython ? OF_PYTHON : OF_SCRIPT) {
      for (const { index, 0: whole, 1: names = '' } of code.matchAll(pattern)) {
        const from = index + whole.indexOf(names);
        for (const found of names.matchAll(/[A-Za-z_$][\w$]*/g))
          this.#add(found[0], from + found.index, /^\s*(?:from|import)\b/.test(whole));
      }
    }
  }

  #add(name: string, at: number, isImport = false): void {
    const [within = null] = functionsAround(outlineOf(this.#all), at);
    const places = this.#places.get(name) ?? [];
    if (!places.some((place) => place.at === at))
      places.push({ at, within, isDeclared: this.#isDeclared(at), isImport });
    this.#places.set(name, places);
  }

  #isDeclared(at: number): boolean {
    return /\b(?:const|let|var)\s[^;=]*$/.test(this.#all.code.slice(Math.max(0, at - 300), at));
  }

  /** Whether a place may give a name of another function, or of the file, a value. */
  #isShared(name: string, { within }: Place): boolean {
    if (this.#all.language === 'python') return this.#shared.has(name);
    const isOwn = this.places(name).some((place) => place.isDeclared && place.within === within);
    const word = new RegExp(wordOf(name));
    return !isOwn && within?.parameters.some((span) => word.test(this.#all.code.slice(...span))) !== true;
  }

  places(name: string): readonly Place[] {
    return this.#places.get(name) ?? [];
  }

  /** Whether anything but statements that are understood may give a name its value in a function, or in the file. */
  isLoose(name: string, within: CodeFunction | null, known: Knowledge): boolean {
    return this.places(name).some(
      (place) =>
        (place.within === within ? !known.assigned.has(place.at) : this.#isShared(name, place)) &&
        !known.dead.some((span) => isIn(place.at, span)),
    );
  }

  /** Whether an import alone gives a name its value. */
  isImported(name: string): boolean {
    const [place, ...others] = this.places(name);
    return place?.isImport === true && others.length === 0;
  }

  isBoundIn(name: string, within: CodeFunction | null): boolean {
    return this.places(name).some((place) => place.within === within);
  }

  /** Whether one statement alone gives a name its value, in a function or the file, that all in it means by it. */
  isConstant(name: string, within: CodeFunction | null, known: Knowledge): boolean {
    const own = this.places(name).filter((place) => place.within === within);
    return own.length === 1 && !this.isLoose(name, within, known);
  }
}

const known = new WeakMap<Code, Map<string, readonly number[]>>();

/** All places of a name. */
export function placesOf(all: Code, name: string): readonly number[] {
  const places = known.get(all) ?? new Map<string, readonly number[]>();
  known.set(all, places);
  const found = places.get(name) ?? [...all.code.matchAll(new RegExp(wordOf(name), 'g'))].map(({ index }) => index);
  places.set(name, found);
  return found;
}
