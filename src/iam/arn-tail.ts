import { concat, type Text, textOf } from '../resolve/text.ts';

/**
 * What follows the account in the ARN of something of IAM, such as `role/path/name` for ':role/'; any other text as it
 * is. Roles and policies are named to IAM by ARNs of their own account and partition alone, so these are not compared.
 */
export function arnTail(arn: Text, marker: ':role/' | ':policy/'): Text {
  const at = arn.pieces.findIndex((piece) => typeof piece === 'string' && piece.includes(marker));
  const piece = arn.pieces[at];
  if (typeof piece !== 'string') return arn;
  return concat(textOf(piece.slice(piece.indexOf(marker) + 1)), { kind: 'text', pieces: arn.pieces.slice(at + 1) });
}

/** The last part of `role/path/name`: what policies call a role. */
export function nameInTail(tail: Text): Text {
  const at = tail.pieces.findLastIndex((piece) => typeof piece === 'string' && piece.includes('/'));
  const piece = tail.pieces[at];
  if (typeof piece !== 'string') return tail;
  return concat(textOf(piece.slice(piece.lastIndexOf('/') + 1)), { kind: 'text', pieces: tail.pieces.slice(at + 1) });
}
