import { type Html, html } from './html.ts';
import { markdownHtml } from './markdown-html.ts';
import { conversation } from './page-conversation.ts';
import { PULL_REQUEST } from './sample.ts';
import type { Push, Stage } from './stage.ts';

/** The pull request as a reviewer sees it: conversation, checks, and the summary of the last run. */
export function pullRequestPage(stage: Stage, problem: string | null): Html {
  const { pull, repository, pushes } = stage;
  const { author, branch, title } = PULL_REQUEST;
  const commits = pushes.length === 1 ? '1 commit' : `${pushes.length} commits`;
  return page(
    `${title} #${pull.number}`,
    html`<h1>${title} <span>#${pull.number}</span></h1>
<div class="meta"><span class="pill">Open</span><span><strong>${author}</strong> wants to merge ${commits} into <code>${repository.fullName}:${pull.state.baseRef}</code> from <code>${branch}</code></span></div>
${problem === null ? null : html`<p class="bad" role="alert">${problem}</p>`}
<div class="columns">${conversation(stage)}${sidebar(stage)}</div>
${summary(pushes)}`,
  );
}

/** A file of a commit with numbered lines, where the links of comments and summaries lead. */
export function filePage(path: string, commit: string, text: string): Html {
  const rows = text
    .replace(/\n$/, '')
    .split('\n')
    .map(
      (line, index) =>
        html`<tr id="L${index + 1}"><td class="number">${index + 1}</td><td><code>${line}</code></td></tr>`,
    );
  return page(
    path,
    html`<h1>${path} <span>at ${commit.slice(0, 7)}</span></h1><div class="meta"><a href="/">Back to the pull request</a></div>
<div class="card wide"><table class="diff"><tbody>${rows}</tbody></table></div>`,
  );
}

function page(title: string, body: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
<link rel="icon" href="/icon.svg"><link rel="stylesheet" href="/page.css"><script src="/page.js"></script></head>
<body><div class="bar"><strong>das-grant-guard</strong><span>demo on an emulated GitHub; nothing leaves this machine</span>
<div class="end"><form method="post" action="/restart"><button data-busy="Starting…">Start over</button></form><button type="button" data-toggle-theme>Light or dark</button></div></div>
<main>${body}</main></body></html>
`;
}

function sidebar({ pushes, pull }: Stage): Html {
  const files = pull
    .files()
    .map(
      ({ path, additions, deletions }) =>
        html`<div><code>${path}</code> <span class="good">+${additions}</span> <span class="bad">−${deletions}</span></div>`,
    );
  const steps = [
    'The Action reviews the pull request, and its check fails.',
    'Apply the suggestion: it is committed to the branch.',
    'The Action runs again: the check passes, and the comment is gone.',
  ];
  const done = pushes.length === 1 ? 1 : 3;
  const items = steps.map((step, index) => html`<li class="${index < done ? 'done' : ''}">${step}</li>`);
  return html`<aside class="side">${check(pushes.at(-1))}
<section class="card"><header class="caption"><strong>Changed files</strong></header><div class="inside">${files}</div></section>
<section class="card"><header class="caption"><strong>What happens here</strong></header><div class="inside"><ol>${items}</ol></div></section></aside>`;
}

function check(push: Push | undefined): Html {
  const run = push?.run ?? null;
  if (push === undefined || run === null) return html``;
  const passed = run.exitCode === 0;
  const seconds = (run.milliseconds / 1000).toFixed(1);
  return html`<section class="card verdict ${passed ? 'good' : 'bad'}" data-check="${passed ? 'passed' : 'failed'}"><div class="inside">
<strong>${passed ? '✓ All checks have passed' : '✗ A required check failed'}</strong>
<p><code>das-grant-guard</code> ${passed ? 'succeeded' : 'failed'} in ${seconds} s on <code>${push.sha.slice(0, 7)}</code></p>
<p>${passed ? 'This pull request can be merged.' : 'Merging is blocked.'} <a href="#summary">Job summary</a></p></div></section>`;
}

function summary(pushes: readonly Push[]): Html {
  const runs = pushes.flatMap(({ sha, run }) => (run === null ? [] : [{ sha, text: run.summary }]));
  const [last, ...earlier] = runs.toReversed();
  if (last === undefined) return html``;
  const folded = earlier.map(
    ({ sha, text }) =>
      html`<details><summary>The summary of the run on ${sha.slice(0, 7)}</summary><div class="prose">${markdownHtml(text)}</div></details>`,
  );
  return html`<section class="card result" id="summary"><header class="caption"><strong>Job summary</strong> of the run on <code>${last.sha.slice(0, 7)}</code></header>
<div class="prose">${markdownHtml(last.text)}${folded}</div></section>`;
}
