/**
 * Which added path is which removed one under another name: first those of the same content, those of the same file
 * name among them before others; then, of what is left, those whose file name nothing else removed or added has. Both
 * maps hold paths with git object ids; the answer leads from the added path to the removed one.
 */
export function pairRenames(
  removed: ReadonlyMap<string, string>,
  added: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  const taken = new Set<string>();
  const pair = (keyOf: (path: string, id: string) => string, isOneToOne: boolean) => {
    const left = grouped(removed, (path) => !taken.has(path), keyOf);
    for (const [key, to] of grouped(added, (path) => !pairs.has(path), keyOf)) {
      const from = left.get(key) ?? [];
      if (isOneToOne && (from.length !== 1 || to.length !== 1)) continue;
      for (const [index, path] of to.entries()) {
        const old = from[index];
        if (old === undefined) break;
        pairs.set(path, old);
        taken.add(old);
      }
    }
  };
  pair((path, id) => `${id} ${fileName(path)}`, false);
  pair((_, id) => id, false);
  pair(fileName, true);
  return pairs;
}

function grouped(
  paths: ReadonlyMap<string, string>,
  isLeft: (path: string) => boolean,
  keyOf: (path: string, id: string) => string,
): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const [path, id] of paths) {
    if (!isLeft(path)) continue;
    const key = keyOf(path, id);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [path]);
    else group.push(path);
  }
  return groups;
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
