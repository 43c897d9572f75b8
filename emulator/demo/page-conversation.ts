import type { CommentView, ReviewView } from '../snapshot.ts';
import { diffTable } from './diff-table.ts';
import { type Html, html } from './html.ts';
import { markdownHtml } from './markdown-html.ts';
import { PULL_REQUEST } from './sample.ts';
import type { Push, Stage } from './stage.ts';
import { type DiffRow, suggestionRows } from './suggestion-rows.ts';

/** Lines of the diff that are shown above a comment, its own included. */
const SHOWN_ABOVE = 4;

/** What was said and done on the pull request, oldest first. */
export function conversation(stage: Stage): Html {
  const { pull, pushes } = stage;
  const { author, body } = PULL_REQUEST;
  const opening = html`<article class="card"><header class="caption">${face(author)}<strong>${author}</strong> opened this pull request</header><div class="prose">${markdownHtml(body)}</div></article>`;
  const events = pushes.flatMap((push) => [
    pushed(push),
    ...pull.reviews().flatMap((review) => (review.commit === push.sha ? [reviewed(stage, review)] : [])),
  ]);
  return html`<div class="timeline">${opening}${events}</div>`;
}

function pushed({ author, sha, subject, run }: Push): Html {
  const state =
    run === null
      ? html``
      : run.exitCode === 0
        ? html`<span class="good">✓ das-grant-guard</span>`
        : html`<span class="bad">✗ das-grant-guard</span>`;
  return html`<div class="event">${face(author)}<span><strong>${author}</strong> committed: ${subject}</span><span class="end">${state} <code>${sha.slice(0, 7)}</code></span></div>`;
}

function reviewed(stage: Stage, { id, author, body }: ReviewView): Html {
  const comments = stage.pull.comments().filter(({ reviewId }) => reviewId === id);
  const said = body === '' ? null : html`<div class="prose">${markdownHtml(body)}</div>`;
  const gone =
    comments.length > 0 ? null : html`<div class="event">The comment of this review was deleted by its author.</div>`;
  return html`<article class="card"><header class="caption">${face(author)}<strong>${author}</strong><span class="tag">bot</span> reviewed</header>${said}</article>${comments.map((comment) => thread(stage, comment))}${gone}`;
}

function thread(stage: Stage, comment: CommentView): Html {
  const { id, author, path, line, body } = comment;
  const where = line === null ? path : `${path}, line ${line}`;
  return html`<article class="card" id="comment-${id}"><header class="caption"><code>${where}</code></header>
<div class="hunk">${diffTable(linesAbove(stage, comment))}</div>
<header class="caption">${face(author)}<strong>${author}</strong><span class="tag">bot</span> commented</header>
<div class="prose">${markdownHtml(body, (after) => suggestion(stage, comment, after))}</div></article>`;
}

/** The end of the diff up to the comment's line, as GitHub shows it. */
function linesAbove({ pull }: Stage, { path, line }: CommentView): DiffRow[] {
  const hunks = pull.files().find((file) => file.path === path)?.hunks ?? [];
  const hunk = hunks.find(({ lines }) => lines.some(({ right }) => right === line));
  const end = hunk?.lines.findIndex(({ right }) => right === line) ?? -1;
  const rows = hunk?.lines.slice(Math.max(0, end + 1 - SHOWN_ABOVE), end + 1) ?? [];
  return rows.map(({ kind, right, left, raw }) => ({
    kind: kind === 'added' ? 'added' : kind === 'deleted' ? 'removed' : 'context',
    line: right ?? left,
    text: raw.slice(1),
  }));
}

function suggestion(
  { pull }: Stage,
  { id, path, line, startLine, outdated }: CommentView,
  after: readonly string[],
): Html {
  const first = startLine ?? line ?? 1;
  const before = (pull.read(path) ?? '').split('\n').slice(first - 1, line ?? first);
  const form = html`<form method="post" action="/apply"><input type="hidden" name="comment" value="${id}"><button class="primary" data-busy="Applying, and running the Action again…">Apply suggestion</button></form>`;
  return html`<div class="suggestion"><header>Suggested change</header>${diffTable(suggestionRows(before, after, first))}
<footer>${outdated ? 'This suggestion is outdated.' : form}</footer></div>`;
}

function face(login: string): Html {
  return html`<span class="${login.endsWith('[bot]') ? 'face bot' : 'face'}" aria-hidden="true">${login.slice(0, 1)}</span>`;
}
