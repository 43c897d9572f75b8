import type { Expression } from '../template/expression.ts';
import type { LogicalId, Template } from '../template/template.ts';
import { attributeOfResource, refOfResource } from './attributes.ts';
import { ConditionTable } from './conditions.ts';
import { comparedLiterals, OTHER } from './domains.ts';
import type { Environment } from './environment.ts';
import { evaluateIntrinsic } from './intrinsics.ts';
import { partitionOf, urlSuffixOf } from './partition.ts';
import { type Hole, type Text, textOf } from './text.ts';
import { ABSENT, always, type Guarded, type Shape, unknown } from './value.ts';
import { ALWAYS, type Diagram, NEVER, type World } from './world.ts';

/** Beyond this many AllowedValues a parameter is not taken apart. */
const ALLOWED_VALUES_LIMIT = 64;

/** The stack's own partition, region, account and URL suffix: literals where they are known or assumed. */
export interface PseudoParameters {
  readonly partition: Text;
  readonly region: Text;
  readonly account: Text;
  readonly urlSuffix: Text;
}

/** One template seen as a stack: resolves its expressions and knows when its resources exist. */
export class Scope {
  readonly template: Template;
  readonly world: World;
  readonly environment: Environment;
  readonly pseudo: PseudoParameters;
  readonly conditions: ConditionTable;
  /** The partition that is given, or taken by A1. */
  readonly partition: string;
  /** True once a condition was decided by A1. */
  partitionWasAssumed = false;
  readonly #domains: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #resolved = new Map<Expression, Guarded<Shape>>();
  readonly #running = new Set<Expression>();

  constructor(template: Template, world: World, environment: Environment) {
    this.template = template;
    this.world = world;
    this.environment = environment;
    this.pseudo = pseudoParameters(environment);
    this.partition = environment.partition ?? partitionOf(template);
    this.conditions = new ConditionTable(this);
    this.#domains = comparedLiterals(template);
  }

  /** What an expression is, under each assignment of the conditions; a reference cycle reads as unknown. */
  resolve(expression: Expression | Text): Guarded<Shape> {
    if (expression.kind === 'text') return always(expression);
    const known = this.#resolved.get(expression);
    if (known !== undefined) return known;
    if (this.#running.has(expression)) return always(unknown('a value that refers to itself'));
    this.#running.add(expression);
    const made = this.#evaluate(expression);
    this.#running.delete(expression);
    this.#resolved.set(expression, made);
    return made;
  }

  /** The assignments under which a resource exists; NEVER is not answered for a resource that is not there. */
  exists(logicalId: LogicalId): Diagram {
    const condition = this.template.resources.get(logicalId)?.condition ?? null;
    return condition === null ? ALWAYS : this.conditions.named(condition);
  }

  /** What `Ref` gives for a parameter, a pseudo-parameter or a resource. */
  ref(name: string): Guarded<Shape> {
    const pseudo = this.#pseudo(name);
    if (pseudo !== null) return pseudo;
    if (this.template.parameters.has(name)) return this.#parameter(name);
    const resource = this.template.resources.get(name);
    if (resource !== undefined) return refOfResource(this, resource);
    return always(unknown(`${name}, which the template does not define`));
  }

  getAtt(logicalId: LogicalId, attribute: string): Guarded<Shape> {
    const resource = this.template.resources.get(logicalId);
    if (resource === undefined) return always(unknown(`${logicalId}, which the template does not define`));
    return attributeOfResource(this, resource, attribute);
  }

  /** The values that a parameter can take as a variable: what it is compared with, or what it allows. */
  domain(name: string): readonly string[] {
    const compared = this.#domains.get(name) ?? new Set<string>();
    const allowed = this.template.parameters.get(name)?.allowedValues ?? null;
    return allowed ?? [...compared, OTHER];
  }

  /** The assignments under which a parameter has that value. */
  parameterIs(name: string, value: string): Diagram {
    const given = this.environment.parameters.get(name);
    if (given !== undefined && this.template.parameters.has(name)) return given === value ? ALWAYS : NEVER;
    if (name === 'AWS::Partition') {
      this.partitionWasAssumed = this.environment.partition === null;
      return value === this.partition ? ALWAYS : NEVER;
    }
    return this.world.is(this.#variable(name), this.domain(name), value);
  }

  #variable(name: string): string {
    return name.startsWith('AWS::') ? name : `${this.template.file.path}#${name}`;
  }

  #evaluate(expression: Expression): Guarded<Shape> {
    switch (expression.kind) {
      case 'literal':
        return always(expression.value === null ? ABSENT : literalShape(expression.text));
      case 'list':
        return always({ kind: 'list', items: expression.items });
      case 'map':
        return always({ kind: 'map', entries: expression.entries });
      case 'intrinsic':
        return evaluateIntrinsic(this, expression);
    }
  }

  #pseudo(name: string): Guarded<Shape> | null {
    switch (name) {
      case 'AWS::NoValue':
        return always(ABSENT);
      case 'AWS::Partition':
        return always(this.pseudo.partition);
      case 'AWS::Region':
        return always(this.pseudo.region);
      case 'AWS::AccountId':
        return always(this.pseudo.account);
      case 'AWS::URLSuffix':
        return always(this.pseudo.urlSuffix);
      default:
        return name.startsWith('AWS::') ? always(textOf(pseudoHole(name, 'any'))) : null;
    }
  }

  #parameter(name: string): Guarded<Shape> {
    const parameter = this.template.parameters.get(name);
    const given = this.environment.parameters.get(name);
    const hole: Hole = {
      token: `param:${this.template.file.path}#${name}`,
      label: `parameter ${name}`,
      alphabet: 'any',
      distinctClass: null,
      outside: true,
    };
    // An SSM parameter type holds the name of a stored value, not the value.
    if (parameter === undefined || parameter.type.startsWith('AWS::SSM::')) return always(textOf(hole));
    if (given !== undefined) return always(textOf(given));
    const allowed = parameter.allowedValues;
    if (allowed === null || allowed.length > ALLOWED_VALUES_LIMIT) return always(textOf(hole));
    return allowed.map((value) => ({ guard: this.parameterIs(name, value), value: textOf(value) }));
  }
}

function pseudoParameters(environment: Environment): PseudoParameters {
  const { partition, region, account } = environment;
  return {
    partition: textOf(partition ?? pseudoHole('AWS::Partition', 'segment')),
    region: textOf(region ?? pseudoHole('AWS::Region', 'segment')),
    account: textOf(account ?? pseudoHole('AWS::AccountId', 'segment')),
    urlSuffix: textOf(partition === null ? pseudoHole('AWS::URLSuffix', 'segment') : urlSuffixOf(partition)),
  };
}

function pseudoHole(name: string, alphabet: Hole['alphabet']): Hole {
  return { token: name, label: name, alphabet, distinctClass: null, outside: true };
}

const DYNAMIC_REFERENCE = /\{\{resolve:[^}]{1,512}\}\}/g;

/** A literal string; a dynamic reference inside it is a hole, and the same reference is the same value (A4). */
function literalShape(text: string): Text {
  if (!text.includes('{{resolve:')) return textOf(text);
  const pieces: (string | Hole)[] = [];
  let at = 0;
  for (const found of text.matchAll(DYNAMIC_REFERENCE)) {
    pieces.push(text.slice(at, found.index));
    pieces.push({
      token: `dynamic:${found[0]}`,
      label: `the dynamic reference ${found[0]}`,
      alphabet: 'any',
      distinctClass: null,
      outside: true,
    });
    at = found.index + found[0].length;
  }
  return textOf(...pieces, text.slice(at));
}
