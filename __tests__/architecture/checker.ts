/** Holds one source file to the table; works on text alone, so that the tests can try it on made-up files. */
import { posix } from 'node:path';
import ts from 'typescript';
import { EMPTY_NAMES, MARKDOWN_READERS, PACKAGES, PURE_BUILTINS, ROOMS, SHELL, SHELL_GLOBALS } from './table.ts';

/** A source file by its path from the repository's root, with forward slashes. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

export type Check = (source: Source) => string[];

interface Import {
  readonly specifier: string;
  readonly at: string;
}

/** `io` has three rooms, the other folders one each; a file right under src/ is a room by itself. */
function roomOf(path: string): string {
  const [, first = '', second = ''] = path.split('/');
  return first === 'io' ? `io/${second}` : first;
}

function importsOf({ path, text }: Source): Import[] {
  const { importedFiles } = ts.preProcessFile(text, true, true);
  return importedFiles.map(({ fileName, pos }) => ({
    specifier: fileName,
    at: `${path}:${text.slice(0, pos).split('\n').length}`,
  }));
}

const isRelative = (specifier: string): boolean => specifier.startsWith('.');

const targetOf = (path: string, specifier: string): string =>
  posix.normalize(posix.join(posix.dirname(path), specifier));

function packageOf(specifier: string): string {
  const [first = '', second = ''] = specifier.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}

export const knownRoom: Check = ({ path }) =>
  roomOf(path) in ROOMS ? [] : [`${path}: is in no room of the table (room ${roomOf(path)})`];

export const allowedRooms: Check = (source) =>
  importsOf(source)
    .filter(({ specifier }) => isRelative(specifier) && !specifier.endsWith('.md'))
    .flatMap(({ specifier, at }) => {
      const from = roomOf(source.path);
      const target = targetOf(source.path, specifier);
      if (!target.startsWith('src/')) return [`${at}: imports ${specifier}, outside src/`];
      const to = roomOf(target);
      const allowed = ROOMS[from] ?? [];
      if (from === to || allowed.includes(to)) return [];
      return [`${at}: imports ${specifier}: ${from} may import ${allowed.join(', ') || 'nothing'}, not ${to}`];
    });

export const allowedMarkdown: Check = (source) =>
  importsOf(source)
    .filter(({ specifier }) => specifier.endsWith('.md'))
    .filter(
      ({ specifier }) =>
        !MARKDOWN_READERS.includes(roomOf(source.path)) ||
        posix.dirname(targetOf(source.path, specifier)) !== 'docs/rules',
    )
    .map(({ specifier, at }) => `${at}: imports ${specifier}: only ${MARKDOWN_READERS.join(', ')}, from docs/rules/`);

export const allowedPackages: Check = (source) =>
  importsOf(source)
    .filter(({ specifier }) => !isRelative(specifier) && !specifier.startsWith('node:'))
    .flatMap(({ specifier, at }) => {
      const name = packageOf(specifier);
      const rooms = PACKAGES[name] ?? PACKAGES[`${name.split('/')[0]}/*`];
      if (rooms === undefined) return [`${at}: imports ${name}, which is not in the table of packages`];
      if (rooms.includes(roomOf(source.path))) return [];
      return [`${at}: imports ${name}: only ${rooms.join(', ')} may`];
    });

export const builtinsInShell: Check = (source) =>
  SHELL.includes(roomOf(source.path))
    ? []
    : importsOf(source)
        .filter(({ specifier }) => specifier.startsWith('node:'))
        .filter(({ specifier }) => !PURE_BUILTINS[specifier]?.includes(roomOf(source.path)))
        .map(({ specifier, at }) => `${at}: imports ${specifier}: Node's modules are for ${SHELL.join(', ')}`);

/** A name that stands for a member (`x.Date`, `{ Date: 1 }`) is no mention of the global. */
function isMemberName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isQualifiedName(parent)) return parent.right === node;
  const named =
    ts.isPropertyAssignment(parent) ||
    ts.isPropertySignature(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isMethodDeclaration(parent) ||
    ts.isMethodSignature(parent);
  return named && parent.name === node;
}

function forbiddenInPure(node: ts.Node): string | undefined {
  if (ts.isIdentifier(node) && SHELL_GLOBALS.has(node.text) && !isMemberName(node)) return node.text;
  if (node.kind === ts.SyntaxKind.AsyncKeyword) return 'async';
  if (node.kind === ts.SyntaxKind.AwaitExpression) return 'await';
  return undefined;
}

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

const parse = ({ path, text }: Source): ts.SourceFile =>
  ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TS);

export const purity: Check = (source) => {
  if (SHELL.includes(roomOf(source.path))) return [];
  const file = parse(source);
  const found: string[] = [];
  walk(file, (node) => {
    const name = forbiddenInPure(node);
    if (name === undefined) return;
    const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
    found.push(`${source.path}:${line}: mentions ${name}: a pure room knows only its input`);
  });
  return found;
};

export const noDefaultExport: Check = (source) => {
  const found = parse(source).statements.some(
    (statement) =>
      ts.isExportAssignment(statement) ||
      (ts.canHaveModifiers(statement) &&
        ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)) ||
      (ts.isExportDeclaration(statement) &&
        statement.exportClause !== undefined &&
        ts.isNamedExports(statement.exportClause) &&
        statement.exportClause.elements.some(({ name }) => name.text === 'default')),
  );
  return found ? [`${source.path}: has a default export`] : [];
};

export const tellingName: Check = ({ path }) =>
  path
    .split('/')
    .filter((part) => EMPTY_NAMES.has(part.replace(/\.ts$/, '')))
    .map((part) => `${path}: ${part} says nothing of what is in it`);

/** For the emulator, which judges src/ and so may share nothing with it. */
export const nothingOfSrc: Check = (source) =>
  importsOf(source)
    .filter(({ specifier }) => isRelative(specifier) && targetOf(source.path, specifier).startsWith('src/'))
    .map(({ specifier, at }) => `${at}: imports ${specifier}: the emulator shares nothing with src/`);

/** The imports between rooms that the files really hold. */
export function roomGraph(sources: readonly Source[]): Map<string, Set<string>> {
  const graph = new Map<string, Set<string>>();
  for (const source of sources) {
    const from = roomOf(source.path);
    const edges = graph.get(from) ?? new Set<string>();
    graph.set(from, edges);
    for (const { specifier } of importsOf(source)) {
      const to = roomOf(targetOf(source.path, specifier));
      if (isRelative(specifier) && to !== from) edges.add(to);
    }
  }
  return graph;
}

/** A way round from one room back to itself, or null. */
export function cycleIn(graph: ReadonlyMap<string, Iterable<string>>): string[] | null {
  const done = new Set<string>();
  const visit = (room: string, trail: readonly string[]): string[] | null => {
    if (trail.includes(room)) return [...trail.slice(trail.indexOf(room)), room];
    if (done.has(room)) return null;
    for (const next of graph.get(room) ?? []) {
      const cycle = visit(next, [...trail, room]);
      if (cycle !== null) return cycle;
    }
    done.add(room);
    return null;
  };
  for (const room of graph.keys()) {
    const cycle = visit(room, []);
    if (cycle !== null) return cycle;
  }
  return null;
}
