import { asSpoken, type Text, textOf } from '../resolve/text.ts';

/**
 * What follows the account in the ARN of something of IAM, such as `role/path/name` for ':role/'; any other text as it
 * is. Roles and policies are named to IAM by ARNs of their own account and partition alone, so these are not compared.
 */
export function arnTail(arn: Text, marker: ':role/' | ':policy/'): Text {
  return cut(arn, ({ pieces }) => {
    const at = pieces.findIndex((piece) => typeof piece === 'string' && piece.includes(marker));
    const piece = pieces[at];
    if (typeof piece !== 'string') return null;
    return textOf(piece.slice(piece.indexOf(marker) + 1), ...pieces.slice(at + 1));
  });
}

/** The last part of `role/path/name`: what policies call a role. */
export function nameInTail(tail: Text): Text {
  return cut(tail, ({ pieces }) => {
    const at = pieces.findLastIndex((piece) => typeof piece === 'string' && piece.includes('/'));
    const piece = pieces[at];
    if (typeof piece !== 'string') return null;
    return textOf(piece.slice(piece.lastIndexOf('/') + 1), ...pieces.slice(at + 1));
  });
}

/** What `end` leaves of a text; where it is cut inside a value that the user gave, that is spoken of as a whole. */
function cut(text: Text, end: (text: Text) => Text | null): Text {
  const left = end({ kind: 'text', pieces: text.pieces });
  if (left === null || text.spoken === undefined) return left ?? text;
  return { ...left, spoken: asSpoken(end(asSpoken(text)) ?? asSpoken(text)).pieces };
}
