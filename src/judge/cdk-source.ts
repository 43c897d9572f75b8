import type { Finding, Remedy } from '../finding/finding.ts';
import type { SourceFile } from '../text/source-file.ts';

/**
 * The metadata that the CDK writes beside a synthesized template, by its path: it knows where in the program each
 * construct was made. Null for a file that is not named as the CDK names its templates.
 */
export function metadataPath(template: string): string | null {
  return template.endsWith('.template.json') ? template.replace(/\.template\.json$/, '.metadata.json') : null;
}

/** Whether a finding names a construct of the program, so that its line is worth knowing. */
export function namesConstruct({ remedies }: Finding): boolean {
  return remedies.some((remedy) => remedy.kind === 'manual' && (remedy.calls ?? []).length > 0);
}

/** Findings with the program's file and line at each call, as far as the metadata tells them. */
export function withSources(findings: readonly Finding[], metadata: SourceFile): readonly Finding[] {
  const constructs = readMetadata(metadata.text);
  if (constructs === null) return findings;
  const placed = (remedy: Remedy): Remedy => {
    if (remedy.kind !== 'manual' || remedy.calls === undefined) return remedy;
    return {
      ...remedy,
      calls: remedy.calls.map((call) => ({ ...call, source: sourceOf(constructs, call.construct) })),
    };
  };
  return findings.map((finding) => ({ ...finding, remedies: finding.remedies.map(placed) }));
}

type Metadata = ReadonlyMap<string, unknown>;

function readMetadata(text: string): Metadata | null {
  try {
    const data: unknown = JSON.parse(text);
    return typeof data === 'object' && data !== null ? new Map(Object.entries(data)) : null;
  } catch {
    return null;
  }
}

/** The frames of a construct stand under its own path, or under that of the resource inside it. */
function sourceOf(metadata: Metadata, construct: string): string | null {
  const own = `/${construct}`;
  const paths = [own, `${own}/Resource`, `${own}/Resource/Default`];
  const frames = paths.flatMap((path) => framesOf(metadata.get(path)));
  return frames.map(placeIn).find((place) => place !== null) ?? null;
}

/** `aws:cdk:creationStack` holds the frames as its data; older versions hold them as the trace of the logical id. */
function framesOf(entries: unknown): readonly string[] {
  if (!Array.isArray(entries)) return [];
  return entries.flatMap((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null || !('type' in entry)) return [];
    const frames =
      entry.type === 'aws:cdk:creationStack' && 'data' in entry ? entry.data : 'trace' in entry && entry.trace;
    return Array.isArray(frames) ? frames.filter((frame) => typeof frame === 'string') : [];
  });
}

/** A frame of the program's own: `lib/stack.ts:16:3`. What it names is shown, and never opened. */
const FRAME = /(?:^|[\s("])(?:file:\/\/)?((?:[A-Za-z]:)?[\w@+.,/\\-]{1,300}\.(?:[cm]?[jt]sx?|py|java|cs|go)):(\d{1,6})/;

function placeIn(frame: string): string | null {
  if (frame.includes('node_modules') || frame.startsWith('...')) return null;
  const found = FRAME.exec(frame.slice(0, 1000));
  return found === null ? null : `${found[1]}:${found[2]}`;
}
