import { type Expression, literalText } from '../template/expression.ts';
import type { LogicalId } from '../template/template.ts';
import { refName } from './domains.ts';
import { sameText } from './glob.ts';
import type { Scope } from './scope.ts';
import { literalOf, printable, soleHole, type Text } from './text.ts';
import { combine } from './value.ts';
import { ALWAYS, type Diagram, NEVER } from './world.ts';

/** What functions compare: something that stands in the template, or an item of a list that was worked out. */
type Operand = Expression | Text;

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
  #contains([list, value]: readonly Operand[], whole: Expression): Diagram {
    const { world } = this.#scope;
    return this.#overItems(list, whole, (items) => {
      return value === undefined ? null : world.or(...items.map((item) => this.#equals([item, value], whole)));
    });
  }

  /** A function of Rules: whether each value of a list meets a test against the second operand. */
  #eachMember(
    [list, other]: readonly Operand[],
    whole: Expression,
    test: (item: Operand, other: Operand) => Diagram,
  ): Diagram {
    const { world } = this.#scope;
    return this.#overItems(list, whole, (items) => {
      return other === undefined ? null : world.and(...items.map((item) => test(item, other)));
    });
  }

  /** What is asked of a list's items, for each list that it can be; what is no list, or not known, is left open. */
  #overItems(
    list: Operand | undefined,
    whole: Expression,
    ask: (items: readonly Operand[]) => Diagram | null,
  ): Diagram {
    const { world } = this.#scope;
    const parts = (list === undefined ? [] : this.#scope.resolve(list)).map(({ guard, value }) => {
      const answer = value.kind === 'list' ? ask(value.items) : null;
      return world.and(guard, answer ?? this.#free(describe(whole)));
    });
    return parts.length === 0 ? this.#free(describe(whole)) : world.or(...parts);
  }

  #equals(operands: readonly Operand[], whole: Expression): Diagram {
    const [left, right] = operands;
    if (left === undefined || right === undefined) return this.#free(describe(whole));
    const direct = this.#parameterEquals(left, right) ?? this.#parameterEquals(right, left);
    if (direct !== null) return direct;
    const { world } = this.#scope;
    const rows = combine(world, [this.#scope.resolve(left), this.#scope.resolve(right)]);
    if (rows === null) return this.#free(describe(whole));
    const parts = rows.map(({ guard, value: [a, b] }) => {
      if (a?.kind !== 'text' || b?.kind !== 'text') return world.and(guard, this.#free(describe(whole)));
      return world.and(guard, this.#sameText(a, b));
    });
    return world.or(...parts);
  }

  /** `Equals: [Ref P, literal]`, the form in which nearly all conditions are written. */
  #parameterEquals(ref: Operand, value: Operand): Diagram | null {
    const name = ref.kind === 'text' ? null : refName(ref);
    const text = value.kind === 'text' ? literalOf(value) : literalText(value);
    if (name === null || text === null) return null;
    if (this.#scope.template.parameters.has(name)) return this.#scope.parameterIs(name, text);
    const known = this.#scope.ref(name);
    const [only] = known;
    const isHole = only?.value.kind === 'text' && soleHole(only.value) !== null;
    return name.startsWith('AWS::') && isHole ? this.#scope.parameterIs(name, text) : null;
  }

  #sameText(a: Text, b: Text): Diagram {
    const answer = sameText(a, b);
    if (answer !== 'maybe') return answer === 'yes' ? ALWAYS : NEVER;
    const hole = soleHole(a) ?? soleHole(b);
    const text = literalOf(a) ?? literalOf(b);
    const parameter = hole?.token.startsWith(`param:${this.#scope.id}#`)
      ? hole.token.slice(hole.token.lastIndexOf('#') + 1)
      : null;
    if (parameter !== null && text !== null && this.#scope.domain(parameter).includes(text)) {
      return this.#scope.parameterIs(parameter, text);
    }
    // Sorted, so that Equals [a, b] and Equals [b, a] are one variable.
    return this.#free([printable(a), printable(b)].sort().join(' = '));
  }
}

function describe(expression: Expression): string {
  return `condition at ${expression.node.range.start}`;
}
