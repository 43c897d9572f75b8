import { Scope } from '../resolve/scope.ts';
import type { Surroundings } from '../resolve/surroundings.ts';
import { World } from '../resolve/world.ts';
import { readOneTurn } from '../template/read.ts';
import { analyseStream, type StreamAnalysis } from './analyse.ts';
import { detectStreams } from './detect.ts';
import type { StreamHint } from './hint.ts';

/**
 * The streams that a loop makes of which nothing tells what it goes over: each once, under the loop's own words for it,
 * and undecided, since there may be any number of them, and none.
 */
export function streamsInLoops(
  scope: Scope,
  surroundings: Surroundings,
  hints: readonly StreamHint[] = [],
): readonly StreamAnalysis[] {
  const turned = readOneTurn(scope.template);
  if (turned === null) return [];
  const once = new Scope(turned, new World(), scope.environment, surroundings);
  const streams = detectStreams(once, surroundings, hints)
    .filter(({ customResource }) => !scope.template.resources.has(customResource.logicalId))
    .map((stream) => analyseStream(once, stream));
  for (const each of once.family.wanted.values()) scope.family.want(each);
  if (once.world.exhausted) scope.world.exhaust(once.world.exhaustedBy ?? 'a limit was reached');
  return streams;
}
