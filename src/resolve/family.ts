import { type Expression, entry, literalText } from '../template/expression.ts';
import { readTemplate, readWithLoops } from '../template/read.ts';
import { hasOpenLoops } from '../template/sections.ts';
import { type LogicalId, type Output, property, type Resource, type Template } from '../template/template.ts';
import { knownCollection } from './collections.ts';
import { sameText } from './glob.ts';
import { withIncluded } from './include.ts';
import type { Scope } from './scope.ts';
import { folderOf, localPath, type Surroundings, type Wanted } from './surroundings.ts';
import { literalOf, type Piece, soleHole, type Text, textFrom } from './text.ts';
import { ALWAYS, type Diagram, NEVER } from './world.ts';

/** How a stack is nested in another: by which resource, with which values for its parameters. */
export interface Nesting {
  readonly parent: Scope;
  readonly resource: Resource;
  readonly parameters: Expression | null;
}

/** A template of another stack, or the reason why it can not be looked into. */
export type NestedStack = { readonly scope: Scope } | { readonly reason: string };

/** An output that another stack may import by a name, and the assignments under which it exports that name. */
export interface Export {
  readonly scope: Scope;
  readonly output: Output;
  readonly guard: Diagram;
}

type MakeScope = (read: Scope['template'], nesting: Nesting | null) => Scope;

const STACKS: ReadonlyMap<string, string> = new Map([
  ['AWS::CloudFormation::Stack', 'TemplateURL'],
  ['AWS::Serverless::Application', 'Location'],
]);

/**
 * The stacks that are looked at together: the judged one, those it nests one level deep, and those whose exports it
 * imports. All share one World.
 */
export class Family {
  readonly scopes: Scope[] = [];
  readonly wanted = new Map<string, Wanted>();
  readonly surroundings: Surroundings;
  readonly #make: MakeScope;
  readonly #nested = new Map<Resource, NestedStack>();

  constructor(surroundings: Surroundings, make: MakeScope) {
    this.surroundings = surroundings;
    this.#make = make;
  }

  want(wanted: Wanted): void {
    this.wanted.set(wanted.path, wanted);
  }

  /** The templates around, for what turns on all of them: on those as well that were left out. */
  around(): readonly Template[] {
    const { templates, leftOut = null } = this.surroundings;
    if (leftOut !== null) this.want({ path: leftOut, why: 'nested-stack' });
    return templates;
  }

  /** The stack that a resource nests. */
  nestedStack(scope: Scope, resource: Resource): NestedStack {
    const known = this.#nested.get(resource);
    if (known !== undefined) return known;
    const made = this.#open(scope, resource);
    this.#nested.set(resource, made);
    return made;
  }

  #open(scope: Scope, resource: Resource): NestedStack {
    const path = nestedPath(scope.template, resource);
    if (path === null) return { reason: `the template of ${resource.logicalId}` };
    if (scope.nesting !== null)
      return { reason: `the template of ${resource.logicalId}, nested more than one level deep` };
    const file = this.surroundings.get(path);
    if (file === 'unread') this.want({ path, why: 'nested-stack' });
    const read = typeof file === 'string' ? null : readTemplate(file);
    if (read?.kind !== 'template') return { reason: `the template ${path} of ${resource.logicalId}` };
    const nesting = { parent: scope, resource, parameters: property(resource, 'Parameters') };
    return { scope: this.#stack(read.template, nesting) };
  }

  /** A template as a stack, with what it includes, and with what its loops make of the collections that are known. */
  #stack(written: Template, nesting: Nesting | null): Scope {
    const { template, wanted } = withIncluded(written, this.surroundings);
    for (const each of wanted) this.want(each);
    const scope = this.#make(template, nesting);
    if (!hasOpenLoops(template)) return scope;
    const looped = readWithLoops(template, (collection) => knownCollection(scope, collection));
    this.scopes.splice(this.scopes.indexOf(scope), 1);
    return this.#make(looped, nesting);
  }

  /**
   * The outputs of templates that were read whose export has that name, each with the assignments under which it has.
   * Of several templates those in the asking one's folder go before the others.
   */
  exporting(name: string, importer: Scope): readonly Export[] {
    const found = this.around()
      .filter((template) => template !== importer.template)
      .flatMap((template) => this.#exportsIn(template, name));
    const folder = folderOf(importer.template.file.path);
    const beside = found.filter(({ scope }) => folderOf(scope.template.file.path) === folder);
    return beside.length > 0 ? beside : found;
  }

  #exportsIn(template: Template, name: string): readonly Export[] {
    return [...template.outputs.values()].flatMap((output): readonly Export[] => {
      if (output.exportName === null || !mayBeNamed(output.exportName, name)) return [];
      const scope = this.scopeOf(template);
      const { world } = scope;
      const named = scope
        .resolve(output.exportName)
        .filter(({ value }) => value.kind === 'text' && literalOf(withStackName(scope, value)) === name);
      const exists = output.condition === null ? ALWAYS : scope.conditions.named(output.condition);
      const guard = world.and(exists, world.or(...named.map((alternative) => alternative.guard)));
      return guard === NEVER ? [] : [{ scope, output, guard }];
    });
  }

  /** The templates that were read whose exports may have that name, with what theirs come to. */
  mayExport(name: Text, importer: Scope): readonly { readonly path: string; readonly name: Text }[] {
    return this.surroundings.templates
      .filter((template) => template !== importer.template)
      .flatMap((template) =>
        [...template.outputs.values()].flatMap(({ exportName }) => {
          if (exportName === null || literalText(exportName) !== null) return [];
          const scope = this.scopeOf(template);
          const texts = scope.resolve(exportName).flatMap(({ value }) => (value.kind === 'text' ? [value] : []));
          const maybe = texts.filter((text) => soleHole(text) === null && sameText(text, name) === 'maybe');
          return maybe.map((text) => ({ path: template.file.path, name: text }));
        }),
      );
  }

  /** Another template that was read, as a stack of the family. */
  scopeOf(template: Template): Scope {
    return this.scopes.find((known) => known.template.file === template.file) ?? this.#stack(template, null);
  }

  /**
   * The output of another stack, where exactly one template beside the asking one is called like that stack and has
   * that output: tools name the file of a template after its stack.
   */
  outputOf(stack: string, name: string, asking: Scope): { readonly scope: Scope; readonly output: Output } | null {
    const folder = folderOf(asking.template.file.path);
    const [only, ...others] = this.around().filter((template) => {
      const { file, outputs } = template;
      const isBeside = folderOf(template.file.path) === folder && file.path !== asking.template.file.path;
      return isBeside && stackNameOf(file.path) === stack && outputs.has(name);
    });
    const output = only?.outputs.get(name);
    if (only === undefined || output === undefined || others.length > 0) return null;
    return { scope: this.scopeOf(only), output };
  }

  /** The stack in which a resource stands. */
  stackOf(resource: Resource): Scope | null {
    return this.scopes.find(({ template }) => template.resources.get(resource.logicalId) === resource) ?? null;
  }

  /** The resource that a `ref:` token names, in whichever stack it stands. */
  resourceOfToken(token: string): { readonly scope: Scope; readonly resource: Resource } | null {
    const [, owner, logicalId = ''] = /^ref:(.*)#(.*)$/.exec(token) ?? [];
    const scope = this.scopes.find(({ id }) => id === owner);
    const resource = scope?.template.resources.get(logicalId);
    return scope === undefined || resource === undefined ? null : { scope, resource };
  }
}

/** `Keys` of `cdk.out/Keys.template.json`. */
function stackNameOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.replace(/\.(json|ya?ml)$/, '').replace(/\.template$/, '');
}

/** A name that a stack gives itself, with the stack called as the file of its template: tools name that so. */
function withStackName(scope: Scope, name: Text): Text {
  const token = scope.variable('AWS::StackName');
  const isOwn = (piece: Piece) => typeof piece === 'object' && piece.token === token;
  return textFrom(name.pieces.map((piece) => (isOwn(piece) ? stackNameOf(scope.template.file.path) : piece)));
}

/** Spares the resolution of export names that are written out and are others. */
function mayBeNamed(exportName: Expression, name: string): boolean {
  const literal = literalText(exportName);
  return literal === null || literal === name;
}

/** The repository path of the template that a resource nests, or null when it is not in the repository. */
export function nestedPath(template: Template, resource: Resource): string | null {
  const name = STACKS.get(resource.type);
  const reference = name === undefined ? null : literalText(property(resource, name));
  const path = reference === null ? null : localPath(template.file.path, reference);
  return path ?? assetPath(template, resource);
}

/**
 * The template that the CDK uploads for a nested stack: it stands beside the parent's in cdk.out.
 * https://docs.aws.amazon.com/cdk/v2/guide/assets.html
 */
function assetPath(template: Template, { metadata }: Resource): string | null {
  if (literalText(entry(metadata, 'aws:asset:property')) !== 'TemplateURL') return null;
  const path = literalText(entry(metadata, 'aws:asset:path'));
  return path === null ? null : localPath(template.file.path, path);
}

const nesting = new WeakMap<Template, readonly Resource[]>();

/** The resources of a template that nest another one. */
export function nestingResources(template: Template): readonly Resource[] {
  const known = nesting.get(template) ?? [...template.resources.values()].filter(({ type }) => STACKS.has(type));
  nesting.set(template, known);
  return known;
}

/** The parameter of a nested stack that a value of the parent is given to, by name. */
export function givenTo(nesting: Nesting, name: LogicalId): Expression | null {
  return entry(nesting.parameters, name);
}
