import { resolve } from 'node:path';
import { pathFilter } from '../config/paths.ts';
import { type FoundFile, findTemplates } from '../io/disk/find-templates.ts';
import { decode } from '../io/disk/read-text.ts';
import { FURTHER_TEMPLATES } from '../judge/input.ts';
import type { Environment } from '../resolve/environment.ts';
import { mayHoldCustomResource } from '../syntax/prefilter.ts';
import type { SourceFile } from '../text/source-file.ts';
import { looksLikeTemplate } from './candidate.ts';
import { isReached, nestsOneOf, type Reach, reachOf } from './reach.ts';

/** Where to look for templates beside the judged ones. */
interface Place {
  readonly cwd: string;
  /** The paths that the user named. */
  readonly paths: readonly string[];
  readonly globs: readonly string[];
  readonly environment: Environment;
}

/** The templates beside the judged ones, and in `unread` why there are none where they are too many to be read. */
export interface Beside {
  readonly beside: readonly SourceFile[];
  readonly unread: ReadonlyMap<string, string>;
}

/** As for what a review asks for (design law 1). */
const MAX_FILES = 100;
const MAX_CHARACTERS = 10 * 1024 * 1024;
const MAX_ROUNDS = 4;
const OVER_BUDGET = `more than ${MAX_FILES} files or 10 MB would have to be read; check a smaller folder, or name fewer with "paths"`;
const TOO_FAR = `they are more than ${MAX_ROUNDS} steps away from the templates that refer to them`;

/**
 * The other templates of the folders that one to be judged may turn on: those that nest it, those that export what it
 * imports, and those that make or name the role that it names. Nothing is read a second time where nothing is to be
 * judged, and of what is read no more than the budget is kept.
 */
export function findBeside(files: readonly FoundFile[], place: Place): Beside {
  const { cwd, paths, environment } = place;
  const named = new Set(files.filter((file) => file.named).map(({ path }) => path));
  const folders = (paths.length === 0 ? ['.'] : paths).filter((path) => !named.has(resolve(cwd, path)));
  const judged = files.map(({ file }) => file);
  const nothing = { beside: [], unread: new Map() };
  if (folders.length === 0 || !judged.some(({ text }) => mayHoldCustomResource(text))) return nothing;
  const { region, account, partition, parameters } = environment;
  const given = [region, account, partition, ...parameters.values()].filter((value) => value !== null);
  let known: Search = { kept: [], isOver: false };
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const reach = reachOf([...judged, ...known.kept], given);
    const next = search(folders, new Set(judged.map(({ path }) => path)), reach, place);
    if (next.isOver) return leftOut(next.kept, reach, OVER_BUDGET);
    // What was found refers to nothing further.
    if (next.kept.length === known.kept.length) return { beside: next.kept, unread: new Map() };
    known = next;
  }
  return leftOut(known.kept, reachOf(judged, given), TOO_FAR);
}

/** A part of them may show another owner of a name than all do; what nests a template is no part of many. */
function leftOut(kept: readonly SourceFile[], reach: Reach, reason: string): Beside {
  return {
    beside: kept.filter(({ text }) => nestsOneOf(text, reach)),
    unread: new Map([[FURTHER_TEMPLATES, reason]]),
  };
}

interface Search {
  readonly kept: readonly SourceFile[];
  readonly isOver: boolean;
}

function search(folders: readonly string[], judged: ReadonlySet<string>, reach: Reach, place: Place): Search {
  const isLookedAt = place.globs.length === 0 ? () => true : pathFilter(place.globs);
  let files = 0;
  let characters = 0;
  const isOver = () => files > MAX_FILES || characters > MAX_CHARACTERS;
  const isCandidate = (bytes: Uint8Array, path: string) => {
    if (judged.has(path) || !isLookedAt(path) || isOver()) return false;
    const file = { path, text: decode(bytes) };
    if (!isReached(file, reach) || !looksLikeTemplate(file.text)) return false;
    files += 1;
    characters += file.text.length;
    return true;
  };
  const found = findTemplates(folders, { cwd: place.cwd, isCandidate, onFile: () => {} });
  return { kept: found.files.filter(({ named }) => !named).map(({ file }) => file), isOver: isOver() };
}
