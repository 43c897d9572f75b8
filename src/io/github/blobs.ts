import { createHash } from 'node:crypto';
import { type FetchedText, type FileAt, fetchedText, fileKey, textOrPointer } from '../../text/fetched-text.ts';
import { type GitHub, isRecord } from './client.ts';

/** Files that one query asks for: well inside GitHub's limits on nodes and on time. */
const BATCH = 60;
/** CloudFormation takes templates up to 1 MB; a larger file is none, or can not be deployed. */
const SIZE_LIMIT = 2 * 1024 * 1024;

/**
 * Reads files of commits, sixty a request, and checks each against its git object id: GraphQL's text is not always the
 * file's bytes. What does not check out is read again as a blob, byte by byte.
 */
export async function readBlobs(
  github: GitHub,
  requests: readonly FileAt[],
): Promise<ReadonlyMap<string, FetchedText>> {
  const found = new Map<string, FetchedText>();
  for (let start = 0; start < requests.length; start += BATCH) {
    const batch = requests.slice(start, start + BATCH);
    const objects = await queryObjects(github, batch);
    for (const [index, request] of batch.entries()) {
      const object = objects[`f${index}`];
      found.set(fileKey(request), object === undefined ? LEFT_OUT : await textOfObject(github, object));
    }
  }
  return found;
}

/** Not to be taken for a file that is not there: nothing is known of it. */
const LEFT_OUT: FetchedText = { kind: 'unread', reason: 'GitHub left it out of its answer' };

async function queryObjects(
  { octokit, owner, repo }: GitHub,
  batch: readonly FileAt[],
): Promise<Record<string, unknown>> {
  const names = batch.map((_, index) => `$e${index}: String!`).join(', ');
  const fields = batch.map((_, index) => `f${index}: object(expression: $e${index}) { __typename ...file }`).join('\n');
  const query = `query($owner: String!, $repo: String!, ${names}) {
    repository(owner: $owner, name: $repo) { ${fields} }
  }
  fragment file on Blob { oid byteSize isBinary isTruncated text }`;
  const expressions = Object.fromEntries(batch.map((request, index) => [`e${index}`, fileKey(request)]));
  const answer: unknown = await octokit.graphql(query, { owner, repo, ...expressions });
  const repository = isRecord(answer) ? answer.repository : null;
  return isRecord(repository) ? repository : {};
}

async function textOfObject(github: GitHub, object: unknown): Promise<FetchedText> {
  if (!isRecord(object) || object.__typename !== 'Blob') return { kind: 'absent' };
  const { oid, byteSize, text, isTruncated } = object;
  if (typeof oid !== 'string') return { kind: 'unread', reason: 'GitHub named no object for it' };
  if (typeof byteSize === 'number' && byteSize > SIZE_LIMIT) {
    return { kind: 'skipped', reason: `it has ${byteSize} bytes, more than a template can have` };
  }
  const isWhole = typeof text === 'string' && isTruncated === false;
  if (isWhole && objectId(Buffer.from(text, 'utf8'), oid) === oid) return textOrPointer(text);
  return readWhole(github, oid);
}

async function readWhole({ octokit, owner, repo }: GitHub, oid: string): Promise<FetchedText> {
  const { data } = await octokit.rest.git.getBlob({ owner, repo, file_sha: oid });
  const bytes = Buffer.from(data.content, data.encoding === 'base64' ? 'base64' : 'utf8');
  if (objectId(bytes, oid) !== oid)
    return { kind: 'unread', reason: 'what GitHub sent is not the file of that commit' };
  return fetchedText(bytes);
}

/** A git object's id: SHA-1, or SHA-256 in repositories that use it. */
function objectId(bytes: Uint8Array, like: string): string {
  const hash = createHash(like.length === 64 ? 'sha256' : 'sha1');
  return hash.update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
