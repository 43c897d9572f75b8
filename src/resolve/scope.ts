import type { Expression } from '../template/expression.ts';
import { type LogicalId, type Parameter, type Resource, referredTo, type Template } from '../template/template.ts';
import { assertedBy, assertedValues } from './assertions.ts';
import { attributeOfResource, refOfResource } from './attributes.ts';
import { ConditionTable } from './conditions.ts';
import { comparedLiterals, OTHER, refName } from './domains.ts';
import { withDynamicReferences } from './dynamic-reference.ts';
import type { Environment } from './environment.ts';
import { Family, givenTo, type Nesting, nestingResources } from './family.ts';
import { evaluateIntrinsic } from './intrinsics.ts';
import { mappedBy } from './mapped.ts';
import { givenIs, givenValue, isListType, isStored, parameterValue } from './parameters.ts';
import { partitionOf } from './partition.ts';
import { valuesOfPattern } from './pattern-values.ts';
import { type PseudoParameters, pseudoHole, pseudoParameters } from './pseudo-parameters.ts';
import { ALONE, type Surroundings } from './surroundings.ts';
import { type Hole, type Text, textOf } from './text.ts';
import { ABSENT, always, type Guarded, restrict, type Shape, type Unknown, unknown } from './value.ts';
import { ALWAYS, type Diagram, NEVER, type World } from './world.ts';

/** Beyond this many looks at an expression the analysis ends: only aliases of aliases in a template reach that. */
const STEP_LIMIT = 600_000;

/** Beyond this many expressions inside one another the analysis ends: no template that people write comes near. */
const DEPTH_LIMIT = 200;

/** Pseudo-parameters that all stacks of a family share; the others, such as the stack's name, are each stack's own. */
const SHARED = new Set(['AWS::Partition', 'AWS::Region', 'AWS::AccountId', 'AWS::URLSuffix']);

/** One template seen as a stack: resolves its expressions and knows when its resources exist. */
export class Scope {
  /** Tells the stack from all others of its family: a template may be nested more than once. */
  readonly id: string;
  readonly family: Family;
  /** How this stack is nested in another, or null. */
  readonly nesting: Nesting | null;
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
  readonly #allowed = new Map<string, readonly string[] | null>();
  #deployed: Diagram | null = null;
  #steps = 0;

  constructor(
    template: Template,
    world: World,
    environment: Environment,
    surroundings: Surroundings = ALONE,
    place: { readonly family: Family; readonly nesting: Nesting | null } | null = null,
  ) {
    this.nesting = place?.nesting ?? null;
    this.id =
      this.nesting === null ? template.file.path : `${this.nesting.parent.id}/${this.nesting.resource.logicalId}`;
    this.family =
      place?.family ??
      new Family(surroundings, (read, nesting) => {
        return new Scope(read, world, environment, surroundings, { family: this.family, nesting });
      });
    this.family.scopes.push(this);
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
    if (this.#isOverBudget()) return always(unknown('a value that is too large to be worked out'));
    const known = this.#resolved.get(expression);
    if (known !== undefined) return known;
    if (this.#running.has(expression)) return always(unknown('a value that refers to itself'));
    this.#running.add(expression);
    const made = this.#evaluate(expression);
    this.#running.delete(expression);
    this.#resolved.set(expression, made);
    return made;
  }

  /** A budget that ends is stated by the World: the caller must not use the results. */
  #isOverBudget(): boolean {
    this.#steps += 1;
    if (this.#steps > STEP_LIMIT) this.world.exhaust('its values are too many to be worked out');
    if (this.#running.size > DEPTH_LIMIT) this.world.exhaust('its values stand too deep inside one another');
    return this.world.exhausted;
  }

  /** An expression that stands for a text which was worked out otherwise, such as a string inside JSON text. */
  expressionOf(text: Text, node: Expression['node']): Expression {
    const made: Expression = { kind: 'literal', value: '', text: '', node };
    this.#resolved.set(made, always(text));
    return made;
  }

  /** The assignments under which a resource exists; NEVER is not answered for a resource that is not there. */
  exists(logicalId: LogicalId): Diagram {
    const condition = this.template.resources.get(logicalId)?.condition ?? null;
    const own = condition === null ? ALWAYS : this.conditions.named(condition);
    return this.world.and(this.deployed, own);
  }

  /** The assignments under which the stack itself exists: its rules and its maps let it, and what nests it does. */
  get deployed(): Diagram {
    this.#deployed ??= this.world.and(
      this.nesting === null ? ALWAYS : this.nesting.parent.exists(this.nesting.resource.logicalId),
      assertedBy(this),
      mappedBy(this),
    );
    return this.#deployed;
  }

  /** The values that a parameter can have at all: what AllowedValues, a pattern and the template's rules leave, or null. */
  allowedValues(name: string): readonly string[] | null {
    const known = this.#allowed.get(name);
    if (known !== undefined) return known;
    const parameter = this.template.parameters.get(name);
    const lists =
      parameter === undefined || isStored(parameter)
        ? []
        : [parameter.allowedValues, valuesOfPattern(parameter), assertedValues(this.template, name)];
    const [first = null, ...others] = lists.filter((list) => list !== null);
    const all = first?.filter((value) => others.every((other) => other.includes(value))) ?? null;
    this.#allowed.set(name, all);
    return all;
  }

  /** What `Ref` gives for a parameter, a pseudo-parameter or a resource. */
  ref(name: string): Guarded<Shape> {
    const pseudo = this.#pseudo(name);
    if (pseudo !== null) return pseudo;
    if (this.template.parameters.has(name)) return parameterValue(this, name);
    const resource = referredTo(this.template, name);
    if (resource !== null) return refOfResource(this, resource);
    return always(undefinedReference(this.template, name));
  }

  /** What `Fn::GetAtt` gives, and Fn::Sub for a name with a dot: SAM takes `Function.Alias` there for a resource. */
  getAtt(logicalId: LogicalId, attribute: string): Guarded<Shape> {
    const [part = '', ...rest] = attribute.split('.');
    const made = this.template.resources.get(`${logicalId}.${part}`);
    if (made !== undefined)
      return rest.length === 0 ? refOfResource(this, made) : attributeOfResource(this, made, rest.join('.'));
    const resource = referredTo(this.template, logicalId);
    if (resource === null) return always(undefinedReference(this.template, logicalId));
    if (attribute.startsWith('Outputs.') && nestingResources(this.template).includes(resource)) {
      return this.#output(resource, attribute.slice('Outputs.'.length));
    }
    return attributeOfResource(this, resource, attribute);
  }

  /** An output of a nested stack, worked out in that stack. */
  #output(resource: Resource, name: string): Guarded<Shape> {
    const nested = this.family.nestedStack(this, resource);
    if ('reason' in nested)
      return always(textOf(outputHole(`${this.id}#${resource.logicalId}.${name}`, nested.reason)));
    const output = nested.scope.template.outputs.get(name);
    const looped = nested.scope.template.loopedSections.get('Outputs');
    if (output === undefined)
      return always(unknown(looped ?? `the output ${name}, which ${resource.logicalId} does not have`));
    const guard = output.condition === null ? ALWAYS : nested.scope.conditions.named(output.condition);
    return restrict(this.world, nested.scope.resolve(output.value), guard);
  }

  /** Whether a parameter is a list whose items nothing tells. */
  isOpenList({ name, type }: Parameter): boolean {
    return isListType(type) && parameterValue(this, name).some(({ value }) => value.kind === 'unknown');
  }

  /** The values that a parameter can take as a variable: what it is compared with, or what it allows. */
  domain(name: string): readonly string[] {
    return this.allowedValues(name) ?? [...this.#compared(name), OTHER];
  }

  /** What a parameter is compared with, here and in the nested stacks that it is handed on to. */
  #compared(name: string): ReadonlySet<string> {
    const found = new Set(this.#domains.get(name) ?? []);
    for (const resource of this.nesting === null ? nestingResources(this.template) : []) {
      const nested = this.family.nestedStack(this, resource);
      if ('reason' in nested) continue;
      for (const parameter of nested.scope.template.parameters.keys()) {
        const given = givenTo(nested.scope.nesting ?? { parent: this, resource, parameters: null }, parameter);
        if (refName(given ?? undefined) !== name) continue;
        for (const value of nested.scope.#domains.get(parameter) ?? []) found.add(value);
      }
    }
    return found;
  }

  /** The assignments under which a parameter has that value. */
  parameterIs(name: string, value: string): Diagram {
    if (name === 'AWS::Partition') {
      this.partitionWasAssumed = this.environment.partition === null;
      return value === this.partition ? ALWAYS : NEVER;
    }
    if (this.nesting !== null && this.template.parameters.has(name)) return givenIs(this, name, value);
    const given = givenValue(this, name);
    if (given !== null) return given === value ? ALWAYS : NEVER;
    const variable = this.variable(name);
    const domain = this.world.domainOf(variable) ?? this.domain(name);
    if (domain.includes(value)) return this.world.is(variable, domain, value);
    // Another template of the family compares it with a value that was not known when the variable was made.
    return this.world.and(this.world.is(variable, domain, OTHER), this.world.unforeseen(variable, value));
  }

  /** The variable of the World that a parameter is. */
  variable(name: string): string {
    return SHARED.has(name) ? name : `${this.id}#${name}`;
  }

  #evaluate(expression: Expression): Guarded<Shape> {
    switch (expression.kind) {
      case 'literal':
        return always(expression.value === null ? ABSENT : withDynamicReferences(textOf(expression.text)));
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
      case 'AWS::StackName':
        // Letters, digits and hyphens.
        return always(this.#own(name, 'segment'));
      default:
        return name.startsWith('AWS::') ? always(this.#own(name, 'any')) : null;
    }
  }

  /** A pseudo-parameter that is this stack's own. */
  #own(name: string, alphabet: Hole['alphabet']): Text {
    return textOf({ ...pseudoHole(name, alphabet), token: this.variable(name) });
  }
}

function outputHole(token: string, reason: string): Hole {
  return { token: `output:${token}`, label: reason, alphabet: 'any', distinctClass: null, outside: true };
}

/** Ends the reason of what no other template can hold: a reference means something of its own template. */
export const UNDEFINED = 'which the template does not define';

/** CloudFormation takes no template that refers to what neither a section of it nor a transform defines. */
function undefinedReference({ transforms, hidden }: Template, name: string): Unknown {
  const isMade = hidden !== null || transforms.some((name) => !name.startsWith('AWS::LanguageExtensions'));
  const refused = isMade ? '' : ' and CloudFormation will not accept';
  return unknown(`a reference to ${name}, ${UNDEFINED}${refused}`);
}
