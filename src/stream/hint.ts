import type { Resource } from '../template/template.ts';

/** What the user tells of custom resources, where the templates leave it open or seem to say otherwise (design 2.9). */
export interface StreamHint {
  /** A type (`Custom::StreamStarter`) or a logical id. */
  readonly customResource: string;
  /** Whether it starts a stream; null leaves that to the other evidence. */
  readonly starts: boolean | null;
  /** The property, or variable of the function, that holds the key; null leaves it to be found. */
  readonly key: string | null;
}

/** The hint on a custom resource; one on its logical id goes before one on its type. */
export function hintOn({ logicalId, type }: Resource, hints: readonly StreamHint[]): StreamHint | null {
  const named = (name: string) => hints.find(({ customResource }) => customResource === name);
  return named(logicalId) ?? named(type) ?? null;
}
