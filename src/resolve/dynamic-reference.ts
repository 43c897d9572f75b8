import { type Piece, printable, type Text, textFrom, textOf, tokenOf } from './text.ts';

const OPENING = '{{resolve:';
const CLOSING = '}}';

/**
 * A text in which each dynamic reference is a hole, whatever it was put together from; the same reference is the same
 * value (A4). https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
export function withDynamicReferences(text: Text): Text {
  if (!text.pieces.some((piece) => typeof piece === 'string' && piece.includes(OPENING))) return text;
  const pieces: Piece[] = [];
  let reference: Piece[] | null = null;
  for (const piece of text.pieces.flatMap(inParts)) {
    if (piece === OPENING && reference === null) reference = [piece];
    else if (reference === null) pieces.push(piece);
    else reference.push(piece);
    if (piece !== CLOSING || reference === null) continue;
    pieces.push(holeOf(textOf(...reference)));
    reference = null;
  }
  return textFrom([...pieces, ...(reference ?? [])]);
}

/** The signs that open and close a reference as parts of their own. */
function inParts(piece: Piece): readonly Piece[] {
  return typeof piece === 'string' ? piece.split(/(\{\{resolve:|\}\})/) : [piece];
}

function holeOf(reference: Text): Piece {
  return {
    token: `dynamic:${tokenOf(reference)}`,
    label: `the dynamic reference ${printable(reference)}`,
    alphabet: 'any',
    distinctClass: null,
    outside: true,
  };
}
