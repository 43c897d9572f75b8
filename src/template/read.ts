import { concrete, entriesOf, valueAt } from '../syntax/navigate.ts';
import type { MappingNode, ScalarNode, SyntaxNode } from '../syntax/node.ts';
import { parse, type SyntaxProblem } from '../syntax/parse.ts';
import type { SourceFile } from '../text/source-file.ts';
import { type Expression, entry, literalText, toExpression } from './expression.ts';
import { type Included, type Whole, withSnippet, withSnippets } from './included.ts';
import { type Collections, type Expansion, expandLoop, isLoopKey, mayMake } from './loops.ts';
import { provenanceOf } from './provenance.ts';
import { expandServerless } from './sam.ts';
import { hasOpenLoops, loopedSections, readSection, type Section, section } from './sections.ts';
import {
  isCustomType,
  type LogicalId,
  type LoopOver,
  type Output,
  type Parameter,
  type Resource,
  type Template,
} from './template.ts';
import {
  addedBy,
  isTransform,
  rewrittenBy,
  transformName,
  transformsIn,
  transformsOver,
  writtenEntries,
} from './transforms.ts';

export type ReadResult =
  | { readonly kind: 'template'; readonly template: Template; readonly problems: readonly SyntaxProblem[] }
  | { readonly kind: 'not-a-template' }
  | { readonly kind: 'rejected'; readonly problem: SyntaxProblem };

const cache = new WeakMap<SourceFile, ReadResult>();

/**
 * Reads a text as a CloudFormation or SAM template: a mapping whose Resources hold at least one entry with a Type.
 * Once per SourceFile object. A text that does not parse is 'rejected' with the place and the reason.
 */
export function readTemplate(file: SourceFile): ReadResult {
  const known = cache.get(file);
  if (known !== undefined) return known;
  const result = read(file);
  cache.set(file, result);
  return result;
}

function read(file: SourceFile, beyond: Beyond = { included: () => null, collections: () => null }): ReadResult {
  const parsed = parse(file);
  if (parsed.kind === 'rejected') return parsed;
  const root = parsed.root === null ? null : concrete(parsed.root);
  if (root?.kind !== 'mapping') return { kind: 'not-a-template' };
  const whole = withSnippets(root, beyond.included);
  const written = readResources(whole.root, beyond);
  const isEmpty = written.resources.size === 0 && written.looped === null;
  if (isEmpty && addedBy([...transformsOver(root), ...written.transforms]) === null) return { kind: 'not-a-template' };
  const template = templateOf({ file, root }, whole, written, beyond.collections);
  beyonds.set(template, beyond);
  return { kind: 'template', template, problems: parsed.problems };
}

function templateOf(
  text: Pick<Template, 'file' | 'root'>,
  { root, transforms: open, doubled }: Whole,
  written: WrittenResources,
  collections: Collections,
): Template {
  const transforms = transformsOver(text.root).map(transformName);
  const serverless = transforms.some((name) => name.startsWith('AWS::Serverless'));
  const globals = section(root, 'Globals');
  const resources = serverless ? expandServerless(written.resources, globals) : written.resources;
  const parameters = readParameters(root);
  const [mappings, rules] = [readSection(root, 'Mappings'), readSection(root, 'Rules')];
  const conditions = readSection(root, 'Conditions', collections);
  const outputs = readSection(root, 'Outputs', collections);
  const adding = [...open, ...written.transforms];
  return {
    ...text,
    parameters,
    mappings: mappings.entries,
    conditions: conditions.entries,
    rules: rules.entries,
    resources,
    outputs: readOutputs(outputs.entries),
    transforms,
    provenance: provenanceOf({ resources, parameters, rules: rules.entries }),
    looped: written.looped,
    loopedSections: loopedSections({ Mappings: mappings, Conditions: conditions, Outputs: outputs }),
    loopsOver: written.loopsOver,
    hidden: written.looped ?? addedBy(adding),
    rewritten: rewrittenBy([...adding, ...transformsOfSections(root)]) ?? joinedBy(doubled) ?? madeGlobals(globals),
  };
}

/** What a template's own text does not tell. */
interface Beyond {
  readonly included: Included;
  readonly collections: Collections;
}

/** What each template was read with. */
const beyonds = new WeakMap<Template, Beyond>();

/**
 * The template with what AWS::Include brings in at its top level, in its sections, and in a resource.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-include.html
 */
export function readWithIncluded(template: Template, included: Included): Template {
  if (!template.file.text.includes('AWS::Include')) return template;
  return readAgain(template, { included });
}

/** The template with what its loops make of the collections that are known. */
export function readWithLoops(template: Template, collections: Collections): Template {
  return hasOpenLoops(template) ? readAgain(template, { collections }) : template;
}

/**
 * The template with its loops over what nothing tells gone through once, with the loop's own words for the value; null
 * where there is none. What it makes stands for any number of resources, none among them.
 */
export function readOneTurn(template: Template): Template | null {
  if (template.looped === null) return null;
  const known = beyonds.get(template)?.collections;
  const turned = readWithLoops(template, (collection, variable) => {
    return known?.(collection, variable) ?? [`\${${variable}}`];
  });
  return { ...turned, rewritten: template.looped };
}

function readAgain(template: Template, more: Partial<Beyond>): Template {
  const known = beyonds.get(template) ?? { included: () => null, collections: () => null };
  const result = read(template.file, { ...known, ...more });
  return result.kind === 'template' ? result.template : template;
}

const SECTIONS = ['Mappings', 'Conditions', 'Rules', 'Outputs', 'Globals'];

function transformsOfSections(root: MappingNode): readonly Expression[] {
  return SECTIONS.flatMap((name) => {
    const node = sectionNode(root, name);
    return node === null ? [] : transformsIn(node);
  });
}

/** Why the template is not known where AWS's page does not tell what becomes of two sections of one name. */
function joinedBy(section: string | null): string | null {
  return section === null ? null : `how CloudFormation joins the section ${section} with the one that is included`;
}

/** A boundary of every function may stand in what is not seen of Globals. */
function madeGlobals(globals: Expression | null): string | null {
  const made = [globals, entry(globals, 'Function')].find(isTransform);
  return made === undefined ? null : `what the transform ${transformName(made.argument)} makes of Globals`;
}

function sectionNode(root: MappingNode, name: string): MappingNode | null {
  const node = valueAt(root, name);
  const followed = node === null ? null : concrete(node);
  return followed?.kind === 'mapping' ? followed : null;
}

function readParameters(root: MappingNode): ReadonlyMap<LogicalId, Parameter> {
  const found = new Map<LogicalId, Parameter>();
  const node = sectionNode(root, 'Parameters');
  for (const { key, value } of node === null ? [] : entriesOf(node)) {
    const body = toExpression(value);
    found.set(key.text, {
      name: key.text,
      type: literalText(entry(body, 'Type')) ?? 'String',
      allowedValues: literalTexts(entry(body, 'AllowedValues')),
      pattern: literalText(entry(body, 'AllowedPattern')),
      fallback: literalText(entry(body, 'Default')),
      node: value,
    });
  }
  return found;
}

function literalTexts(expression: Expression | null): readonly string[] | null {
  if (expression?.kind !== 'list') return null;
  const texts = expression.items.map(literalText);
  return texts.every((text) => text !== null) ? texts : null;
}

function readOutputs(section: Section['entries']): ReadonlyMap<LogicalId, Output> {
  const found = new Map<LogicalId, Output>();
  for (const [name, body] of section) {
    const value = entry(body, 'Value');
    if (value === null) continue;
    found.set(name, {
      value,
      exportName: entry(entry(body, 'Export'), 'Name'),
      condition: conditionName(entry(body, 'Condition')),
    });
  }
  return found;
}

interface WrittenResources {
  readonly resources: ReadonlyMap<LogicalId, Resource>;
  /** What a loop over a collection that is not known makes, as a noun. */
  readonly looped: string | null;
  readonly loopsOver: readonly LoopOver[];
  /** The transforms that may bring more of them, or change those that are written. */
  readonly transforms: readonly Expression[];
}

function readResources(root: MappingNode, { included, collections }: Beyond): WrittenResources {
  const resources = new Map<LogicalId, Resource>();
  const loopsOver: LoopOver[] = [];
  let looped: string | null = null;
  const node = sectionNode(root, 'Resources');
  const transforms = node === null ? [] : [...transformsIn(node)];
  for (const { key, value } of node === null ? [] : entriesOf(node)) {
    const bodies = bodiesOf(key.text, value, { included, collections });
    if ('reason' in bodies) looped = `what ${bodies.reason} makes`;
    if ('reason' in bodies && bodies.isOver) {
      loopsOver.push({ label: bodies.reason, mayMakeCustomResources: mayMake(toExpression(value), isCustomType) });
    }
    for (const [logicalId, body] of 'entries' in bodies ? bodies.entries : []) {
      const resource = readResource(logicalId, body, key, value);
      if (resource !== null) resources.set(logicalId, withProperties(resource, included));
      // What the body is, only the transform tells.
      else if (isTransform(body)) transforms.push(body.argument);
    }
  }
  return { resources, looped, loopsOver, transforms };
}

function withProperties(resource: Resource, included: Included): Resource {
  return { ...resource, properties: withSnippet(resource.properties, included) };
}

/** What one entry of Resources stands for: itself, what a loop makes, or something that a transform keeps back. */
function bodiesOf(key: string, value: SyntaxNode, { included, collections }: Beyond): Expansion {
  if (isLoopKey(key)) return expandLoop(key, toExpression(value), collections);
  if (key.startsWith('Fn::')) return { entries: [] };
  return { entries: [[key, bodyOf(withSnippet(toExpression(value), included))]] };
}

/** A resource with a transform beside its attributes keeps its type; what its properties are, only the transform tells. */
function bodyOf(body: Expression): Expression {
  const written = isTransform(body) ? writtenEntries(body.node) : null;
  if (written === null || !written.has('Type')) return body;
  return { kind: 'map', entries: new Map([...written, ['Properties', body]]), node: body.node };
}

function readResource(logicalId: LogicalId, body: Expression, key: ScalarNode, node: SyntaxNode): Resource | null {
  const type = literalText(entry(body, 'Type'));
  if (type === null || type === '') return null;
  return {
    logicalId,
    type,
    condition: conditionName(entry(body, 'Condition')),
    dependsOn: readDependsOn(entry(body, 'DependsOn')),
    properties: entry(body, 'Properties'),
    metadata: entry(body, 'Metadata'),
    key,
    node,
    samFunction: null,
  };
}

function readDependsOn(expression: Expression | null): readonly LogicalId[] {
  const single = literalText(expression);
  return single === null ? (literalTexts(expression) ?? []) : [single];
}

function conditionName(expression: Expression | null): LogicalId | null {
  return literalText(expression?.kind === 'intrinsic' ? expression.argument : expression);
}
