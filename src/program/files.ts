import { call } from './calls.ts';
import { executeAll } from './execute.ts';
import { argumentsOf, type Machine, type ProgramFile } from './machine.ts';
import { Scope } from './scope.ts';
import { findIn, putIn } from './things.ts';
import type { ImportBinding } from './tree.ts';
import { NotFollowed, outside, thingOf, UNDEFINED, type Value } from './values.ts';

/** Begins the way to what a file of the program makes that is not in sight. */
export const UNSEEN = '~';

const EXPORTED = 'exports.';

/** Runs a file, once. */
function load(machine: Machine, file: ProgramFile): Scope {
  const known = machine.loaded.get(file);
  if (known !== undefined) return known;
  const scope = new Scope(null);
  machine.loaded.set(file, scope);
  if (!machine.isPython) {
    const exported = thingOf();
    scope.declare('exports', exported);
    scope.declare('module', thingOf([['exports', exported]]));
  }
  executeAll(machine, file.statements, scope);
  return scope;
}

/** The file that a module's name means, or null for none that is in sight. */
function fileOf({ program }: Machine, module: string): ProgramFile | null {
  const last = module.split(program.language === 'python' ? '.' : '/').at(-1) ?? '';
  const name = program.language === 'python' ? last : last.replace(/\.[mc]?[jt]s$/, '');
  const isOwn = program.language === 'python' ? !program.isLibrary(module) : /^\.\.?(?:\/|$)/.test(module);
  if (!isOwn || name === '') return null;
  const named = program.files.filter((file) => file.name === name);
  const found =
    named.length === 0 && program.language !== 'python' ? program.files.filter((file) => file.name === 'index') : named;
  if (found.length > 1) throw new NotFollowed('two files of one name');
  return found[0] ?? null;
}

function outsideModule({ program }: Machine, module: string): Value {
  const plain = module.replace(/^node:/, '');
  return outside(program.isLibrary(module) ? plain : `${UNSEEN}${plain}`);
}

interface Bound {
  readonly name: string;
  readonly value: Value;
}

/** What an import gives to each of its names. */
export function importFrom(machine: Machine, module: string, bindings: readonly ImportBinding[]): readonly Bound[] {
  if (bindings.some(({ member }) => member === '*')) {
    if (!machine.program.isLibrary(module)) throw new NotFollowed('all names of another file');
    return [];
  }
  const file = fileOf(machine, module);
  return bindings.map(({ name, member }) => ({
    name,
    value: machine.isPython
      ? ofPythonModule(machine, file, module, member)
      : ofScriptModule(machine, file, module, member),
  }));
}

function ofPythonModule(machine: Machine, file: ProgramFile | null, module: string, member: string | null): Value {
  if (file !== null) {
    const scope = load(machine, file);
    if (member === null) return { kind: 'module', scope };
    const found = scope.find(member);
    if (found !== null && found !== 'unset') return found;
  }
  const inner = member === null ? null : fileOf(machine, `${module}.${member}`);
  if (inner !== null) return { kind: 'module', scope: load(machine, inner) };
  if (file !== null) throw new NotFollowed('a name that a file does not have');
  const whole = outsideModule(machine, module);
  return member === null ? whole : memberOfModule(machine, whole, member);
}

function memberOfModule(machine: Machine, module: Value, member: string): Value {
  const path = module.kind === 'outside' ? `${module.path}.${member}` : member;
  return path === 'os.environ' || path === 'process.env' ? machine.environment : outside(path);
}

function ofScriptModule(machine: Machine, file: ProgramFile | null, module: string, member: string | null): Value {
  if (file === null) {
    const whole = outsideModule(machine, module);
    return member === null || member === 'default' ? whole : memberOfModule(machine, whole, member);
  }
  const exported = exportsOf(machine, load(machine, file));
  if (member === null) return exported;
  if (exported.kind !== 'thing') return member === 'default' ? exported : UNDEFINED;
  const { value, isThere } = findIn(machine.run, exported, member);
  return isThere === false && member === 'default' ? exported : value;
}

/** What a file exports, by either way of JavaScript. */
function exportsOf(machine: Machine, scope: Scope): Value {
  const module = scope.find('module');
  const held =
    module !== null && module !== 'unset' && module.kind === 'thing'
      ? findIn(machine.run, module, 'exports').value
      : UNDEFINED;
  if (held.kind !== 'thing') return held;
  for (const name of scope.names.filter((each) => each.startsWith(EXPORTED))) {
    const found = scope.find(name);
    if (found !== null && found !== 'unset')
      putIn(machine.run, held, name.slice(EXPORTED.length), call(machine, found, argumentsOf([])));
  }
  return held;
}

export function requireFile(machine: Machine, module: string): Value {
  const file = fileOf(machine, module);
  return file === null ? outsideModule(machine, module) : exportsOf(machine, load(machine, file));
}

/** The function that Lambda calls. */
export function entryOf(machine: Machine, name: string): Value {
  const [file] = machine.program.files;
  if (file === undefined) throw new NotFollowed('no file');
  const scope = load(machine, file);
  const exported = machine.isPython ? null : exportsOf(machine, scope);
  const found = exported?.kind === 'thing' ? findIn(machine.run, exported, name) : null;
  if (found?.isThere === true) return found.value;
  const own = scope.find(name);
  if (own === null || own === 'unset') throw new NotFollowed('no function of that name');
  return own;
}
