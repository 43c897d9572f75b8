import type { Lines } from './place.ts';

/** Where the head's files can be seen. */
export interface Site {
  /** `https://github.com/owner/name`, or the same of another server. */
  readonly repositoryUrl: string;
  readonly headSha: string;
}

/** A link to lines of a file as they are at the head, whatever is pushed later. */
export function permalink({ repositoryUrl, headSha }: Site, path: string, { line, endLine }: Lines): string {
  const lines = endLine > line ? `#L${line}-L${endLine}` : `#L${line}`;
  return `${repositoryUrl}/blob/${headSha}/${urlPath(path)}${lines}`;
}

/** A path for a link in Markdown: brackets would end the link, and encodeURIComponent leaves round ones as they are. */
function urlPath(path: string): string {
  const whole = path.replace(/\p{Cs}/gu, '\ufffd');
  const parts = whole.split('/').map(encodeURIComponent);
  return parts.join('/').replace(/[()'*!~]/g, (char) => `%${char.charCodeAt(0).toString(16)}`);
}

/**
 * Whether two bodies say the same. Links to lines at a commit stay good when lines shift and commits follow, so they may
 * differ; else every push would edit every comment. White space at the ends is GitHub's to trim.
 */
export function saysTheSame(one: string, other: string): boolean {
  return withoutPlaces(one) === withoutPlaces(other);
}

function withoutPlaces(body: string): string {
  return body
    .replaceAll('\r\n', '\n')
    .trim()
    .replace(/\/blob\/[0-9a-f]{40,64}\/([^\s)#]*)#L\d+(?:-L\d+)?\)/g, '/blob/$1)');
}
