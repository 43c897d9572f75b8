import { type Inputs, inputDefault } from './inputs.ts';
import { pathFilter } from './paths.ts';
import type { FileSettings } from './settings-file.ts';
import type { ConfiguredStream } from './settings-streams.ts';

/** What holds for a run of the Action, once the repository's settings are known. */
export interface InForce extends Omit<Inputs, 'paths'> {
  /** Whether a changed path is looked at. */
  readonly isLookedAt: (path: string) => boolean;
  readonly streams: readonly ConfiguredStream[];
}

/** From the loosest to the strictest. */
const FAIL_ON = ['never', 'error', 'warning', 'notice'] as const;
const ON_INCOMPLETE = ['pass', 'fail'] as const;

/**
 * Puts the repository's settings over the inputs of a workflow, which a pull request can change: where one of two is
 * stricter it holds, what one of them looks at is looked at, and of other values the repository's hold. An input that
 * says the same as its default counts as not set.
 */
export function withSettings(inputs: Inputs, file: FileSettings): InForce {
  const { paths, ...others } = inputs;
  return {
    ...others,
    isLookedAt: lookedAt([paths, file.paths ?? []]),
    alsoRead: [...inputs.alsoRead, ...(file.alsoRead ?? [])],
    failOn: stricter(FAIL_ON, inputs.failOn, file.failOn, inputDefault('fail-on')),
    onIncomplete: stricter(ON_INCOMPLETE, inputs.onIncomplete, file.onIncomplete, inputDefault('on-incomplete')),
    grantConditions: file.grantConditions ?? inputs.grantConditions,
    region: file.region ?? inputs.region,
    account: file.account ?? inputs.account,
    partition: file.partition ?? inputs.partition,
    parameters: new Map([...inputs.parameters, ...(file.parameters ?? [])]),
    streams: file.streams ?? [],
  };
}

/** What any of the lists of globs takes; a list takes nothing away from another, and without any the names decide. */
function lookedAt(lists: readonly (readonly string[])[]): (path: string) => boolean {
  const given = lists.filter((globs) => globs.length > 0);
  const filters = (given.length === 0 ? [[]] : given).map(pathFilter);
  return (path) => filters.some((takes) => takes(path));
}

function stricter<T extends string>(order: readonly T[], input: T, file: T | null, notSet: string): T {
  if (file === null) return input;
  if (input === notSet) return file;
  return order.indexOf(file) > order.indexOf(input) ? file : input;
}
