/**
 * What a program says, in one form for Python, JavaScript and TypeScript: only as much of it as may matter for the values
 * that it makes. What is not read stands as `unread`; whoever comes to it while running knows nothing more.
 */
export type Expression = { readonly at: number } & (
  | { readonly kind: 'literal'; readonly value: Primitive }
  /** An f-string or a template literal. */
  | { readonly kind: 'joined'; readonly parts: readonly (string | Expression)[] }
  | { readonly kind: 'name'; readonly name: string }
  | MemberExpression
  | CallExpression
  | { readonly kind: 'object'; readonly entries: readonly EntryTree[] }
  | { readonly kind: 'list'; readonly items: readonly Argument[] }
  | { readonly kind: 'choose'; readonly test: Expression; readonly met: Expression; readonly otherwise: Expression }
  | {
      readonly kind: 'logic';
      readonly operator: 'or' | 'and' | 'coalesce';
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'not'; readonly of: Expression }
  | {
      readonly kind: 'compare';
      /** `===` tells null from undefined. */
      readonly operator: 'equal' | 'same' | 'in' | 'other';
      readonly isNot: boolean;
      readonly left: Expression;
      readonly right: Expression;
    }
  /** An operator of which the result is no key: arithmetic and the like; `+` of two strings. */
  | { readonly kind: 'operation'; readonly operator: string; readonly of: readonly Expression[] }
  | { readonly kind: 'function'; readonly function: FunctionTree }
  | { readonly kind: 'class'; readonly class: ClassTree }
  | {
      readonly kind: 'assign';
      readonly target: Target;
      readonly operator: Assigning;
      readonly value: Expression;
    }
  | {
      readonly kind: 'comprehension';
      /** Null for a list. */
      readonly key: Expression | null;
      readonly value: Expression;
      readonly loops: readonly {
        readonly target: Target;
        readonly over: Expression;
        readonly tests: readonly Expression[];
      }[];
    }
  | { readonly kind: 'sequence'; readonly of: readonly Expression[] }
  | { readonly kind: 'unread' }
);

export interface MemberExpression {
  readonly at: number;
  readonly kind: 'member';
  readonly of: Expression;
  readonly name: Expression;
  /** `a.b`, as opposed to `a['b']`: Python keeps the two apart. */
  readonly isAttribute: boolean;
  readonly isOptional: boolean;
}

export interface CallExpression {
  readonly at: number;
  readonly kind: 'call';
  readonly callee: Expression;
  readonly given: readonly Argument[];
  readonly isNew: boolean;
  readonly isOptional: boolean;
}

export type Primitive = string | number | boolean | null | undefined;

/** `=`, `or=` and its like, or an operator that makes something else of it. */
export type Assigning = 'plain' | 'or' | 'and' | 'coalesce' | 'other';

/** What a call hands over, or an item of a list: `x`, `name=x`, `*x`, `**x`. */
export interface Argument {
  readonly name: string | null;
  readonly spread: 'none' | 'items' | 'entries';
  readonly value: Expression;
}

/** `key: value`; without key all that the value holds. */
export interface EntryTree {
  readonly key: Expression | null;
  readonly value: Expression;
}

/** What is given a value: a name, a place in an object, or several of them that take one apart. */
export type Target =
  | { readonly kind: 'name'; readonly name: string; readonly at: number }
  | MemberExpression
  | { readonly kind: 'items'; readonly items: readonly (Part | null)[]; readonly at: number }
  | {
      readonly kind: 'entries';
      readonly entries: readonly KeyedPart[];
      readonly rest: Target | null;
      readonly at: number;
    }
  | { readonly kind: 'unread'; readonly at: number };

export interface Part {
  readonly target: Target;
  readonly isRest: boolean;
  readonly otherwise: Expression | null;
}

export interface KeyedPart {
  readonly key: Expression;
  readonly target: Target;
  readonly otherwise: Expression | null;
}

export interface ParameterTree {
  readonly target: Target;
  readonly otherwise: Expression | null;
  /** `*args` and `...rest` take items, `**kwargs` entries. */
  readonly rest: 'none' | 'items' | 'entries';
  /** It is given by name alone. */
  readonly isKeyword: boolean;
  /** TypeScript makes an attribute of it. */
  readonly isAttribute: boolean;
}

export interface FunctionTree {
  readonly name: string | null;
  readonly parameters: readonly ParameterTree[];
  readonly body: readonly Statement[];
  /** It has the `this` of the code around it. */
  readonly isArrow: boolean;
  /** Of Python: the names that it gives a value, which are its own. */
  readonly own: ReadonlySet<string> | null;
  /** It makes its values one by one. */
  readonly isGenerator: boolean;
}

export interface ClassTree {
  readonly name: string | null;
  readonly bases: readonly Expression[];
  readonly members: readonly ClassMember[];
  readonly decorators: readonly Expression[];
}

export interface ClassMember {
  readonly name: string;
  readonly how: 'method' | 'static' | 'class' | 'getter' | 'field' | 'static-field' | 'declared' | 'unread';
  readonly value: Expression | null;
}

export type Statement = { readonly at: number } & (
  | { readonly kind: 'expression'; readonly of: Expression }
  | {
      readonly kind: 'declare';
      readonly target: Target;
      readonly value: Expression | null;
      /** `var` belongs to the function, all else to the block. */
      readonly isVar: boolean;
    }
  | { readonly kind: 'return'; readonly value: Expression | null }
  | { readonly kind: 'raise'; readonly value: Expression | null }
  | { readonly kind: 'leave'; readonly how: 'break' | 'continue' }
  | {
      readonly kind: 'if';
      readonly test: Expression;
      readonly met: readonly Statement[];
      readonly otherwise: readonly Statement[];
    }
  | LoopStatement
  | ForStatement
  | TryStatement
  | {
      readonly kind: 'function';
      readonly name: string;
      readonly function: FunctionTree;
      readonly decorators: readonly Expression[];
    }
  | { readonly kind: 'class'; readonly name: string; readonly class: ClassTree }
  | { readonly kind: 'import'; readonly module: string; readonly bindings: readonly ImportBinding[] }
  | { readonly kind: 'export'; readonly name: string; readonly value: Expression }
  | { readonly kind: 'delete'; readonly target: Target }
  | { readonly kind: 'block'; readonly isScope: boolean; readonly body: readonly Statement[] }
  | {
      readonly kind: 'switch';
      readonly of: Expression;
      readonly cases: readonly Case[];
      readonly fallsThrough: boolean;
    }
  | { readonly kind: 'shared'; readonly names: readonly string[]; readonly isGlobal: boolean }
  | { readonly kind: 'unread' }
);

export interface LoopStatement {
  readonly at: number;
  readonly kind: 'loop';
  readonly first: readonly Statement[];
  readonly test: Expression | null;
  readonly update: Expression | null;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[];
  /** The body runs once before the test. */
  readonly isBodyFirst: boolean;
}

export interface ForStatement {
  readonly at: number;
  readonly kind: 'for';
  readonly target: Target;
  readonly isDeclared: boolean;
  readonly over: Expression;
  /** Its names, as opposed to its items. */
  readonly overNames: boolean;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[];
}

export interface TryStatement {
  readonly at: number;
  readonly kind: 'try';
  readonly body: readonly Statement[];
  readonly handlers: readonly Handler[];
  readonly otherwise: readonly Statement[];
  readonly last: readonly Statement[];
}

export interface Handler {
  /** Names of what it takes; null for everything. */
  readonly types: readonly string[] | null;
  readonly target: Target | null;
  readonly body: readonly Statement[];
}

/** What runs where a value is equal to one of the tests; without tests always. */
export interface Case {
  readonly tests: readonly Expression[] | null;
  readonly guard: Expression | null;
  readonly body: readonly Statement[];
}

export interface ImportBinding {
  readonly name: string;
  /** Null for the module as a whole. */
  readonly member: string | null;
}
