import { concrete, entriesOf, valueAt } from '../syntax/navigate.ts';
import type { MappingNode, SyntaxNode } from '../syntax/node.ts';
import { parse, type SyntaxProblem } from '../syntax/parse.ts';
import type { SourceFile } from '../text/source-file.ts';
import { type Expression, entry, literalText, toExpression } from './expression.ts';
import { provenanceOf } from './provenance.ts';
import { expandServerless } from './sam.ts';
import type { LogicalId, Output, Parameter, Resource, Template } from './template.ts';

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

function read(file: SourceFile): ReadResult {
  const parsed = parse(file);
  if (parsed.kind === 'rejected') return parsed;
  const root = parsed.root === null ? null : concrete(parsed.root);
  if (root?.kind !== 'mapping') return { kind: 'not-a-template' };
  const written = readResources(root);
  if (written.resources.size === 0) return { kind: 'not-a-template' };
  const transforms = readTransforms(root);
  const globals = section(root, 'Globals');
  const serverless = transforms.some((name) => name.startsWith('AWS::Serverless'));
  const resources = serverless ? expandServerless(written.resources, globals) : written.resources;
  const parameters = readParameters(root);
  const rules = readSection(root, 'Rules');
  const template: Template = {
    file,
    root,
    parameters,
    mappings: readSection(root, 'Mappings'),
    conditions: readSection(root, 'Conditions'),
    rules,
    resources,
    outputs: readOutputs(root),
    transforms,
    provenance: provenanceOf({ resources, parameters, rules }),
    hidden: written.hidden,
  };
  return { kind: 'template', template, problems: parsed.problems };
}

function section(root: MappingNode, name: string): Expression | null {
  const node = valueAt(root, name);
  return node === null ? null : toExpression(node);
}

function sectionNode(root: MappingNode, name: string): MappingNode | null {
  const node = valueAt(root, name);
  const followed = node === null ? null : concrete(node);
  return followed?.kind === 'mapping' ? followed : null;
}

function readSection(root: MappingNode, name: string): ReadonlyMap<string, Expression> {
  const node = sectionNode(root, name);
  if (node === null) return new Map();
  return new Map(entriesOf(node).map(({ key, value }) => [key.text, toExpression(value)]));
}

function readTransforms(root: MappingNode): string[] {
  const expression = section(root, 'Transform');
  const items = expression?.kind === 'list' ? expression.items : expression === null ? [] : [expression];
  return items.map((item) => literalText(item) ?? literalText(entry(item, 'Name'))).filter((name) => name !== null);
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

function readOutputs(root: MappingNode): ReadonlyMap<LogicalId, Output> {
  const found = new Map<LogicalId, Output>();
  for (const [name, body] of readSection(root, 'Outputs')) {
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

function readResources(root: MappingNode): { resources: ReadonlyMap<LogicalId, Resource>; hidden: string | null } {
  const resources = new Map<LogicalId, Resource>();
  let hidden: string | null = null;
  const node = sectionNode(root, 'Resources');
  for (const { key, value } of node === null ? [] : entriesOf(node)) {
    const body = concrete(value);
    if (key.text.startsWith('Fn::')) hidden = key.text;
    const type = body.kind === 'mapping' ? textAt(body, 'Type') : null;
    if (body.kind !== 'mapping' || type === null) continue;
    resources.set(key.text, {
      logicalId: key.text,
      type,
      condition: textAt(body, 'Condition'),
      dependsOn: readDependsOn(body),
      properties: section(body, 'Properties'),
      metadata: section(body, 'Metadata'),
      key,
      node: value,
      samFunction: null,
    });
  }
  return { resources, hidden };
}

function readDependsOn(body: MappingNode): readonly LogicalId[] {
  const expression = section(body, 'DependsOn');
  const single = literalText(expression);
  return single === null ? (literalTexts(expression) ?? []) : [single];
}

function textAt(body: MappingNode, key: string): string | null {
  const node = valueAt(body, key);
  const followed: SyntaxNode | null = node === null ? null : concrete(node);
  return followed?.kind === 'scalar' && followed.value !== null ? followed.text : null;
}

function conditionName(expression: Expression | null): LogicalId | null {
  return literalText(expression?.kind === 'intrinsic' ? expression.argument : expression);
}
