import type { Inputs } from '../config/inputs.ts';
import { type InForce, withSettings } from '../config/precedence.ts';
import { NO_SETTINGS, readSettingsFile, SETTINGS_PATH } from '../config/settings-file.ts';
import type { ChangedFile } from '../io/github/changed-files.ts';
import type { Settings } from '../judge/input.ts';
import { type FetchedText, type FileAt, fileKey, NOT_DECODED } from '../text/fetched-text.ts';

export type WrongSettings = Extract<SettingsFound, { kind: 'wrong' }>;

/** What holds for a run, or in one line why that can not be said. */
export type SettingsFound =
  | { readonly kind: 'in-force'; readonly inForce: InForce }
  /** `line`: where in the file, one-based; null when it is about the whole of it. */
  | { readonly kind: 'wrong'; readonly message: string; readonly line: number | null };

/** Reads the repository's settings out of what was fetched at `at`; without the file the inputs alone hold. */
export function settingsIn(read: ReadonlyMap<string, FetchedText>, at: FileAt, inputs: Inputs): SettingsFound {
  const text = read.get(fileKey(at));
  const wrong = (message: string) => ({ kind: 'wrong', message, line: null }) as const;
  if (text === undefined || text.kind === 'absent') {
    if (at.path === SETTINGS_PATH) return { kind: 'in-force', inForce: withSettings(inputs, NO_SETTINGS) };
    return wrong(`the input config names ${at.path}, which is not in ${at.commit.slice(0, 7)}`);
  }
  if (text.kind !== 'text') {
    return wrong(`${at.path} could not be read: ${text.kind === 'undecoded' ? NOT_DECODED : text.reason}`);
  }
  const found = readSettingsFile({ path: at.path, text: text.text });
  return found.kind === 'wrong' ? found : { kind: 'in-force', inForce: withSettings(inputs, found.settings) };
}

/** Settings that hold, and what is to be said of them first. */
interface Followed {
  readonly kind: 'followed';
  readonly inForce: InForce;
  readonly notes: readonly string[];
}

/**
 * What a change is judged by where the settings in force can not be followed: one that changes them by its own version
 * (`own`), so that it can repair them; any other by the inputs alone if those let pass what is incomplete. Else nothing
 * can be judged.
 */
export function followable(found: SettingsFound, own: SettingsFound | null, inputs: Inputs): Followed | WrongSettings {
  if (found.kind === 'in-force') return { kind: 'followed', inForce: found.inForce, notes: [] };
  const isPassing = inputs.onIncomplete === 'pass';
  if (own === null && !isPassing) {
    const way = `a pull request that mends or deletes ${inputs.config} is judged by its own version`;
    return { ...found, message: `${found.message}; ${way}` };
  }
  const inForce = own?.kind === 'in-force' ? own.inForce : withSettings(inputs, NO_SETTINGS);
  const by = own?.kind === 'in-force' ? 'the version of this change' : 'the inputs and defaults alone';
  return {
    kind: 'followed',
    inForce,
    notes: [`The settings can not be followed (${found.message}): this run follows ${by}.`],
  };
}

/** The settings as the core takes them. */
export function reviewSettings(inForce: InForce): Settings {
  const { partition, region, account, parameters } = inForce;
  const { grantConditions, failOn, failOnExisting, onIncomplete, streams } = inForce;
  const environment = { partition, region, account, parameters };
  return { environment, grantConditions, hints: streams, failOn, failOnExisting, onIncomplete };
}

/** Whether a path is among the changed files, under its old name or its new one. */
export function isChanged(files: readonly ChangedFile[], path: string): boolean {
  return files.some((file) => file.path === path || file.previousPath === path);
}

/**
 * What a reader must know first: that a change brings along other rules for its own verdict. `ownVersion`: the settings
 * as the change has them, which hold once it is merged.
 */
export function changedRules(
  files: readonly ChangedFile[],
  { config }: Inputs,
  workflow: string | null,
  ownVersion: SettingsFound | null,
  isBaseFollowed: boolean,
): readonly string[] {
  const lines: string[] = [];
  if (isChanged(files, config)) {
    if (isBaseFollowed) lines.push(`${config} is changed here; this run follows the version of the base branch.`);
    if (ownVersion?.kind === 'wrong') lines.push(`Once it is merged, no run can follow it: ${ownVersion.message}.`);
  }
  if (workflow !== null && isChanged(files, workflow)) {
    lines.push(`${workflow}, the workflow that runs this check, is changed here, and with it how the check is run.`);
  }
  return lines;
}
