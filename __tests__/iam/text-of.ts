import { type Hole, type Text, textFrom } from '../../src/resolve/text.ts';

/** Holes by their names: what the stack brings, and what any parameter may hold. */
const SEGMENT = /^(AWS::Partition|AWS::Region|AWS::AccountId|Name|Other)$/;

function hole(name: string): Hole {
  if (name === 'Id') {
    return { token: name, label: name, alphabet: 'generated', distinctClass: 'key', outside: false };
  }
  const alphabet = SEGMENT.test(name) ? 'segment' : 'any';
  return { token: name, label: name, alphabet, distinctClass: null, outside: true };
}

/**
 * A text in which `{AWS::Region}`, `{Name}` and the like stand for holes without a colon, `{Id}` for the id that
 * CloudFormation gives a key, and `{Given}` or any other name for a hole that may hold anything.
 */
export function spelledText(spelling: string): Text {
  return textFrom(
    spelling.split(/((?<!\$)\{[^}]+\})/).map((part) => (part.startsWith('{') ? hole(part.slice(1, -1)) : part)),
  );
}
