import type { Run } from './run.ts';
import {
  type Given,
  givenThing,
  type Layer,
  listOf,
  type Step,
  type Test,
  type Thing,
  UNDEFINED,
  UNKNOWN,
  type Value,
} from './values.ts';

/** What an object has under a name. */
export interface Found {
  readonly value: Value;
  /** Whether it has anything there, or what tells. */
  readonly isThere: boolean | Test;
}

const NOT_THERE: Found = { value: UNDEFINED, isThere: false };

/** Variables that Lambda gives to every function. */
const RESERVED = /^(?:AWS_|LAMBDA_|_)|^(?:PATH|LANG|TZ|HOME|PWD|LD_LIBRARY_PATH|NODE_PATH|PYTHONPATH|TMPDIR)$/;

/** What CloudFormation puts into every event. */
const ALWAYS_THERE = new Set([
  ...['RequestType', 'ResourceType', 'LogicalResourceId', 'StackId', 'RequestId', 'ResponseURL', 'ServiceToken'],
]);

export function findIn(run: Run, { layers }: Thing, name: Step): Found {
  return findFrom(run, layers, layers.length - 1, name);
}

function findFrom(run: Run, layers: readonly Layer[], index: number, name: Step): Found {
  run.step();
  const layer = layers[index];
  if (layer === undefined) return NOT_THERE;
  const below = () => findFrom(run, layers, index - 1, name);
  switch (layer.kind) {
    case 'unknown':
      return { value: UNKNOWN, isThere: run.openTest() };
    case 'made': {
      const value = layer.find(String(name));
      return value === null ? below() : { value, isThere: true };
    }
    case 'entries': {
      const value = layer.entries.get(String(name));
      if (value === undefined) return below();
      return value === null ? NOT_THERE : { value, isThere: true };
    }
    case 'inner':
    case 'given': {
      const found =
        layer.kind === 'given'
          ? partOf(layer, name)
          : run.deeper(() => findFrom(run, layer.layers, layer.layers.length - 1, name));
      if (found.isThere === true) return found;
      const under = below();
      if (under.isThere === false) return found;
      const test = found.isThere;
      if (test === false) return under;
      if (under.isThere === true) return { value: run.choice(test, found.value, under.value), isThere: true };
      return run.decide(test) ? { value: found.value, isThere: true } : under;
    }
  }
}

function partOf({ given, parts }: Extract<Layer, { kind: 'given' }>, name: Step): Found {
  const place = placeIn(given, name);
  if (place === null) return { value: UNKNOWN, isThere: true };
  const known = parts.get(String(name)) ?? givenThing(place);
  parts.set(String(name), known);
  const isThere: boolean | Test = isAlwaysThere(place)
    ? true
    : { kind: 'given', given: place, asks: 'present', value: '' };
  return { value: known, isThere };
}

/** The place under a name; null for one of which nothing is known. */
function placeIn({ of, path }: Given, name: Step): Given | null {
  if (of === 'variable' && typeof name === 'string' && RESERVED.test(name)) return null;
  if (of === 'event' && name === 'OldResourceProperties') return null;
  if (of === 'event' && (name === 'ResourceProperties' || name === 'resource_properties'))
    return { of: 'property', path: [] };
  return { of, path: [...path, name] };
}

function isAlwaysThere({ of, path }: Given): boolean {
  if (path.length === 0) return true;
  const [first] = path;
  const isWhole = path.length === 1 && typeof first === 'string';
  return isWhole && of !== 'variable' && ALWAYS_THERE.has(first) && (of === 'event' || first === 'ServiceToken');
}

export function putIn(run: Run, thing: Thing, name: string, value: Value): void {
  run.effects++;
  topOf(thing).set(name, value);
}

export function takeOut(run: Run, thing: Thing, name: string): void {
  run.effects++;
  topOf(thing).set(name, null);
}

function topOf(thing: Thing): Map<string, Value | null> {
  const top = thing.layers.at(-1);
  if (top?.kind === 'entries') return top.entries;
  const made: Layer = { kind: 'entries', entries: new Map() };
  thing.layers.push(made);
  return made.entries;
}

/** Whatever is in it may be something else from now on. */
export function forgetIn(run: Run, thing: Thing): void {
  run.effects++;
  thing.layers.push({ kind: 'unknown' });
}

/** Puts all that another object has into this one. */
export function mergeInto(run: Run, thing: Thing, other: Thing): void {
  run.effects++;
  thing.layers.push({ kind: 'inner', layers: copiedLayers(other) }, { kind: 'entries', entries: new Map() });
}

function copiedLayers({ layers }: Thing): readonly Layer[] {
  return layers.map((layer) =>
    layer.kind === 'entries' ? { kind: 'entries', entries: new Map(layer.entries) } : layer,
  );
}

export function copyOf(thing: Thing): Thing {
  return { kind: 'thing', layers: [...copiedLayers(thing)], of: thing.of };
}

/** A copy of a value with copies of all that is in it. */
export function deepCopyOf(run: Run, value: Value, made = new Map<Value, Value>()): Value {
  const known = made.get(value);
  if (known !== undefined) return known;
  if (value.kind === 'list') {
    const list = listOf([], value.isOpen);
    made.set(value, list);
    for (const item of value.items) list.items.push(run.deeper(() => deepCopyOf(run, item, made)));
    return list;
  }
  if (value.kind !== 'thing') return value;
  const thing: Thing = { kind: 'thing', layers: [], of: value.of };
  made.set(value, thing);
  thing.layers = run.deeper(() => deepLayers(run, value.layers, made));
  return thing;
}

function deepLayers(run: Run, layers: readonly Layer[], made: Map<Value, Value>): Layer[] {
  const copied = <T extends Value | null>(each: T) => (each === null ? null : deepCopyOf(run, each, made));
  return layers.map((layer): Layer => {
    run.step();
    if (layer.kind === 'inner') return { kind: 'inner', layers: run.deeper(() => deepLayers(run, layer.layers, made)) };
    if (layer.kind === 'entries') {
      return { kind: 'entries', entries: new Map([...layer.entries].map(([name, value]) => [name, copied(value)])) };
    }
    if (layer.kind !== 'given') return layer;
    const parts = new Map([...layer.parts].map(([name, value]) => [name, deepCopyOf(run, value, made)]));
    return { kind: 'given', given: layer.given, parts };
  });
}

/** All its names, where they are known. */
export function namesIn({ layers }: { readonly layers: readonly Layer[] }): readonly string[] | null {
  const names = new Set<string>();
  for (const layer of layers) {
    const inner = layer.kind === 'inner' ? namesIn(layer) : null;
    if (layer.kind !== 'entries' && inner === null) return null;
    for (const name of inner ?? []) names.add(name);
    for (const [name, value] of layer.kind === 'entries' ? layer.entries : []) {
      // A name that is set anew keeps its place.
      if (value === null) names.delete(name);
      else names.add(name);
    }
  }
  return [...names];
}
