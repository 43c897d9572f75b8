import { type Expression, literalText } from '../template/expression.ts';
import type { LogicalId } from '../template/template.ts';
import { refName } from './domains.ts';
import { sameText } from './glob.ts';
import type { Scope } from './scope.ts';
import { splits } from './split-text.ts';
import { type Hole, literalOf, printable, type Text } from './text.ts';
import { combine } from './value.ts';
import { ALWAYS, type Diagram, NEVER } from './world.ts';

/** What functions compare: something that stands in the template, or an item of a list that was worked out. */
type Operand = Expression | Text;
type Operands = readonly (Operand | undefined)[];

/** Beyond this many conditions that each turn on the next the analysis ends: CloudFormation takes no 200 of them. */
const DEPTH_LIMIT = 400;

/** The template's Conditions as diagrams, each built when it is first asked for. */
export class ConditionTable {
  readonly #scope: Scope;
  readonly #built = new Map<LogicalId, Diagram>();
  /** Conditions that turn on themselves, as far as they were looked at: CloudFormation takes no such template. */
  readonly circular = new Set<LogicalId>();
  readonly #running = new Set<LogicalId>();
  readonly #repeated = new Map<Expression, Diagram>();

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /** The assignments under which a named condition is true; an undefined or circular one may be either. */
  named(name: LogicalId): Diagram {
    const known = this.#built.get(name);
    if (known !== undefined) return known;
    const expression = this.#scope.template.conditions.get(name);
    if (this.#running.has(name)) for (const each of this.#running) this.circular.add(each);
    if (expression === undefined || this.#running.has(name)) return this.#free(`condition ${name}`);
    if (this.#running.size > DEPTH_LIMIT) {
      this.#scope.world.exhaust('its conditions refer to one another too deep');
      return NEVER;
    }
    this.#running.add(name);
    const made = this.of(expression);
    this.#running.delete(name);
    this.#built.set(name, made);
    return made;
  }

  /** The conditions built so far, by name: those that guard what was looked at. */
  get used(): ReadonlyMap<LogicalId, Diagram> {
    return this.#built;
  }

  /** The assignments under which a condition function is true; what an alias can repeat is worked out once. */
  of(expression: Expression): Diagram {
    if (expression.node.anchor === null) return this.#build(expression);
    const made = this.#repeated.get(expression) ?? this.#build(expression);
    this.#repeated.set(expression, made);
    return made;
  }

  #build(expression: Expression): Diagram {
    const { world } = this.#scope;
    if (expression.kind !== 'intrinsic') return this.#literal(expression);
    const { name, argument } = expression;
    const operands = argument.kind === 'list' ? argument.items : [argument];
    switch (name) {
      case 'Condition':
        return this.named(literalText(argument) ?? '');
      case 'Fn::And':
        return world.and(...operands.map((operand) => this.of(operand)));
      case 'Fn::Or':
        return world.or(...operands.map((operand) => this.of(operand)));
      case 'Fn::Not':
        return operands[0] === undefined ? this.#free(describe(expression)) : world.not(this.of(operands[0]));
      case 'Fn::Equals':
        return this.#equals(operands, expression);
      case 'Fn::Contains':
        return this.#contains(operands, expression);
      case 'Fn::EachMemberIn':
        return this.#eachMember(operands, expression, (item, list) => this.#contains([list, item], expression));
      case 'Fn::EachMemberEquals':
        return this.#eachMember(operands, expression, (item, value) => this.#equals([item, value], expression));
      default:
        return this.#free(describe(expression));
    }
  }

  #literal(expression: Expression): Diagram {
    const text = literalText(expression);
    if (text === 'true') return ALWAYS;
    return text === 'false' ? NEVER : this.#free(describe(expression));
  }

  #free(name: string): Diagram {
    return this.#scope.world.free(`${this.#scope.id}#${name}`);
  }

  /** A function of Rules: whether a list holds a value. */
  #contains([list, value]: Operands, whole: Expression): Diagram {
    const { world } = this.#scope;
    return this.#overItems(list, whole, (items) =>
      world.or(...items.map((item) => this.#equals([item, value], whole))),
    );
  }

  /** A function of Rules: whether each value of a list meets a test against the second operand. */
  #eachMember(
    [list, other]: Operands,
    whole: Expression,
    test: (item: Operand, other: Operand | undefined) => Diagram,
  ): Diagram {
    const { world } = this.#scope;
    return this.#overItems(list, whole, (items) => world.and(...items.map((item) => test(item, other))));
  }

  /** What is asked of a list's items, for each list that it can be; what is no list, or not known, is left open. */
  #overItems(list: Operand | undefined, whole: Expression, ask: (items: readonly Operand[]) => Diagram): Diagram {
    const { world } = this.#scope;
    const parts = (list === undefined ? [] : this.#scope.resolve(list)).map(({ guard, value }) => {
      return world.and(guard, value.kind === 'list' ? ask(value.items) : this.#free(describe(whole)));
    });
    return parts.length === 0 ? this.#free(describe(whole)) : world.or(...parts);
  }

  #equals([left, right]: Operands, whole: Expression): Diagram {
    if (left === undefined || right === undefined) return this.#free(describe(whole));
    const direct = this.#parameterEquals(left, right) ?? this.#parameterEquals(right, left);
    if (direct !== null) return direct;
    const { world } = this.#scope;
    const rows = combine(world, [this.#scope.resolve(left), this.#scope.resolve(right)]);
    if (rows === null) return this.#free(describe(whole));
    const parts = rows.map(({ guard, value: [a, b] }) => {
      if (a?.kind !== 'text' || b?.kind !== 'text') return world.and(guard, this.#free(describe(whole)));
      return world.and(guard, this.sameText(a, b));
    });
    return world.or(...parts);
  }

  /** `Equals: [Ref P, literal]`: where nothing tells the parameter's value, it is one of the literals all the same. */
  #parameterEquals(ref: Operand, value: Operand): Diagram | null {
    if (ref.kind === 'text' || value.kind === 'text') return null;
    const [name, text] = [refName(ref), literalText(value)];
    const isParameter = name !== null && this.#scope.template.parameters.has(name);
    return isParameter && text !== null ? this.#scope.parameterIs(name, text) : null;
  }

  /** The assignments under which two texts are the same. */
  sameText(a: Text, b: Text): Diagram {
    const answer = sameText(a, b);
    if (answer !== 'maybe') return answer === 'yes' ? ALWAYS : NEVER;
    const literal = literalOf(a) ?? literalOf(b);
    const parts = literal === null ? null : splits((literalOf(a) === null ? a : b).pieces, literal);
    // Sorted, so that Equals [a, b] and Equals [b, a] are one variable.
    if (parts === null) return this.#free([printable(a), printable(b)].sort().join(' = '));
    const { world } = this.#scope;
    const likely = parts.length > 1 ? parts.filter((part) => part.every(hasForm)) : parts;
    return world.or(...likely.map((part) => world.and(...part.map(([hole, value]) => this.#holeIs(hole, value)))));
  }

  /** The assignments under which an unknown part of a text is that value; of a parameter, the one that others see. */
  #holeIs({ token }: Hole, value: string): Diagram {
    const { family, world } = this.#scope;
    for (const owner of family.scopes) {
      const prefix = [`param:${owner.id}#`, `${owner.id}#`].find((each) => token.startsWith(each));
      if (prefix !== undefined) return owner.parameterIs(token.slice(prefix.length), value);
    }
    return token.startsWith('AWS::') ? this.#scope.parameterIs(token, value) : world.unforeseen(token, value);
  }
}

/** What a part of a text must look like to be the region, or the account: of several ways to split it some are none. */
const FORMS: ReadonlyMap<string, RegExp> = new Map([
  ['AWS::Region', /^[a-z]{2,5}(-[a-z]+)+-\d{1,2}$/],
  ['AWS::AccountId', /^\d{12}$/],
]);

function hasForm([{ token }, value]: readonly [Hole, string]): boolean {
  return FORMS.get(token)?.test(value) !== false;
}

function describe(expression: Expression): string {
  return `condition at ${expression.node.range.start}`;
}
