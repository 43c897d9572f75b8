/** What a comment is about, as its last line tells us and nobody else: invisible in GitHub's rendering. */
export interface Marker {
  /** Fingerprint and escaped path: equal for the same finding of the same file. */
  readonly key: string;
  readonly fingerprint: string;
  /** The path as it stands in the marker, escaped. */
  readonly path: string;
  readonly state: MarkerState;
}

/**
 * 'open' while the finding is told; 'refused' where GitHub took no comment for it, so that a review's body tells it;
 * 'done' once it was settled: what ends so counts for nothing any more.
 */
export type MarkerState = 'open' | 'refused' | 'done';

const LINE = /^<!-- das-grant-guard:v1(-refused|-done|):([0-9a-f]{16}):([^\s>]*) -->$/;

/** The marker of a finding in a file: the last line of what is said about it. */
export function marker(fingerprint: string, path: string, state: MarkerState = 'open'): string {
  return markerLine({ fingerprint, path: escapedPath(path) }, state);
}

/** A marker in another state. */
export function markerLine({ fingerprint, path }: Pick<Marker, 'fingerprint' | 'path'>, state: MarkerState): string {
  return `<!-- das-grant-guard:v1${state === 'open' ? '' : `-${state}`}:${fingerprint}:${path} -->`;
}

/** The key under which a finding of a file is known. */
export function markerKey(fingerprint: string, path: string): string {
  return `${fingerprint}:${escapedPath(path)}`;
}

/** The marker on the last line of a comment, or null. Anywhere else it could be text of a template. */
export function markerOf(body: string): Marker | null {
  const lines = body.trimEnd().split(/\r?\n/);
  return readMarker(lines.at(-1) ?? '');
}

/** The markers that stand on lines of their own, in order: those of a review's body. */
export function markersIn(body: string): readonly Marker[] {
  return body.split(/\r?\n/).flatMap((line) => readMarker(line) ?? []);
}

function readMarker(line: string): Marker | null {
  const [, state, fingerprint, path] = LINE.exec(line) ?? [];
  if (fingerprint === undefined || path === undefined) return null;
  return { key: `${fingerprint}:${path}`, fingerprint, path, state: stateOf(state) };
}

function stateOf(suffix: string | undefined): MarkerState {
  if (suffix === '-done') return 'done';
  return suffix === '-refused' ? 'refused' : 'open';
}

/** A path that can neither end the comment that it stands in nor break its line; two hyphens in a row end some. */
export function escapedPath(path: string): string {
  return path
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/[^A-Za-z0-9._/-]/gu, encoded)
    .replace(/-(?=-)/g, '%2D');
}

/** encodeURIComponent leaves five marks as they are. */
function encoded(char: string): string {
  const code = encodeURIComponent(char);
  return code === char ? `%${char.charCodeAt(0).toString(16).toUpperCase()}` : code;
}
