import type { Expression } from '../template/expression.ts';
import { either, FAILS, fromTernary, type Holds, type Ternary, UNKNOWN, under } from './holds.ts';
import type { Scope } from './scope.ts';
import { lengthOf, type Text } from './text.ts';

/** What to do with each value of an element that may be one string or a list of them. */
export interface TextVisitor {
  /** Whether one string of the element meets the question, or under which assignments. */
  readonly text: (text: Text) => Ternary | Holds;
  /** Called for a value that is not in the templates; it may meet the question. */
  readonly unknown?: (reason: string) => void;
}

/**
 * Whether any string of an element (a string, a list, Fn::If over either) meets a question, under each assignment of
 * the conditions. Something that is no string at all meets nothing.
 */
export function anyText(scope: Scope, element: Expression | Text, visitor: TextVisitor): Holds {
  const { world } = scope;
  let found = FAILS;
  for (const { guard, value } of scope.resolve(element)) {
    const part = (() => {
      if (value.kind === 'text') return isTooLong(scope, value) ? UNKNOWN : holdsOf(visitor.text(value));
      if (value.kind === 'list') return either(world, ...value.items.map((item) => anyText(scope, item, visitor)));
      if (value.kind !== 'unknown') return FAILS;
      visitor.unknown?.(value.reason);
      return UNKNOWN;
    })();
    found = either(world, found, under(world, guard, part));
  }
  return found;
}

function holdsOf(answer: Ternary | Holds): Holds {
  return typeof answer === 'string' ? fromTernary(answer) : answer;
}

/** The longest policy that AWS takes is a key policy of 32 kB: nothing that is compared can be longer. */
const LENGTH_LIMIT = 32_768;

function isTooLong({ world }: Scope, text: Text): boolean {
  const length = lengthOf(text);
  if (length > LENGTH_LIMIT) world.exhaust('one of its policies holds a text that is longer than any policy may be');
  return length > LENGTH_LIMIT;
}

/** All strings that an element can hold, under any assignment; what is unknown is left out. */
export function textsOf(scope: Scope, element: Expression | Text): readonly Text[] {
  const found: Text[] = [];
  anyText(scope, element, {
    text: (text) => {
      found.push(text);
      return 'no';
    },
  });
  return found;
}
