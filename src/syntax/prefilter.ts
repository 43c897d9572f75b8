/**
 * Whether a text may hold a custom resource: false only when it can be told without a parse that it does not. That is
 * when it lacks the bytes `ServiceToken`, those of `AWS::Include`, which may bring one from another file, and anything
 * that could spell them otherwise: a backslash followed by `u`, `U`, `x` or a line end, or the marks of UTF-16 and UTF-32.
 */
export function mayHoldCustomResource(text: Uint8Array | string): boolean {
  return typeof text === 'string' ? stringMay(text) : stringMay(asciiView(text));
}

/** Latin-1, byte for byte: enough to find ASCII in any encoding that keeps it. */
function asciiView(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

function stringMay(text: string): boolean {
  return text.includes('ServiceToken') || text.includes('AWS::Include') || /\\[uUx\r\n]/.test(text) || isWide(text);
}

/** FE FF, FF FE and 00 00 FE FF, as bytes or as a decoder leaves them; NUL is what they come to without a mark. */
function isWide(text: string): boolean {
  return /^(?:\xFE\xFF|\xFF\xFE|\uFFFE|\uFFFD\uFFFD)/.test(text) || text.includes('\0');
}
