import { type Body, bodyOf } from './body.ts';
import { type ApiAnswer, invalid, notFound, Refusal } from './exchange.ts';
import { actionsAppJson, nodeId } from './json-account.ts';
import { linkHeader, pageRequest } from './paging.ts';
import { findCommit } from './revision.ts';
import { forbidden, onRepository, type RepositoryCall, type Route, signedIn } from './route.ts';
import { type CheckAnnotation, type CheckRun, fullName } from './state.ts';
import { nextId, tick, type World } from './world.ts';

const ROOT = '/repos/{owner}/{repo}';
/** Annotations that one request may carry; more are added by further updates. */
const MAX_ANNOTATIONS = 50;
const MAX_OUTPUT_TEXT = 65_535;
const STATUSES = ['queued', 'in_progress', 'completed', 'waiting', 'requested', 'pending'] as const;
const CONCLUSIONS = ['success', 'failure', 'neutral', 'cancelled', 'skipped', 'timed_out', 'action_required'] as const;
const LEVELS = ['notice', 'warning', 'failure'] as const;

export const CHECK_ROUTES: readonly Route[] = [
  { method: 'POST', pattern: `${ROOT}/check-runs`, permission: 'checks=write', handle: onRepository(create) },
  {
    method: 'PATCH',
    pattern: `${ROOT}/check-runs/{check_run_id}`,
    permission: 'checks=write',
    handle: onRepository(update),
  },
  { method: 'GET', pattern: `${ROOT}/commits/{ref}/check-runs`, permission: 'checks=read', handle: onRepository(list) },
];

function create(call: RepositoryCall): ApiAnswer {
  const { world, repository, request } = call;
  const creator = signedIn(request);
  if (creator.permissions === null) throw new Refusal(403, 'You must authenticate via a GitHub App.');
  const body = bodyOf(request);
  const headSha = body.required('head_sha');
  if (repository.git.typeOf(headSha) !== 'commit') throw new Refusal(422, `No commit found for SHA: ${headSha}`);
  const run: CheckRun = {
    id: nextId(world),
    name: body.required('name'),
    headSha,
    status: 'queued',
    conclusion: null,
    startedAt: tick(world),
    completedAt: null,
    externalId: '',
    detailsUrl: null,
    title: null,
    summary: null,
    text: null,
    annotations: [],
    creator,
  };
  change(world, run, body);
  repository.checkRuns.push(run);
  return { status: 201, body: runJson(call, run) };
}

function update(call: RepositoryCall): ApiAnswer {
  const run = call.repository.checkRuns.find((candidate) => candidate.id === Number(call.params.check_run_id));
  if (run === undefined) throw notFound();
  if (run.creator.account.login !== signedIn(call.request).account.login) throw forbidden(call.request.identity);
  change(call.world, run, bodyOf(call.request));
  return { status: 200, body: runJson(call, run) };
}

function list(call: RepositoryCall): ApiAnswer {
  const { repository, params, request } = call;
  const sha = findCommit(repository, params.ref ?? '');
  const name = request.query.get('check_name');
  const runs = repository.checkRuns.filter((run) => run.headSha === sha && (name === null || run.name === name));
  const { page, size } = pageRequest(call);
  const link = linkHeader(call, page, Math.max(1, Math.ceil(runs.length / size)));
  const shown = runs.slice((page - 1) * size, page * size).map((run) => runJson(call, run));
  const body = { total_count: runs.length, check_runs: shown };
  return { status: 200, body, ...(link === '' ? {} : { headers: { link } }) };
}

function change(world: World, run: CheckRun, body: Body): void {
  run.name = body.text('name') ?? run.name;
  run.externalId = body.text('external_id') ?? run.externalId;
  run.detailsUrl = body.text('details_url') ?? run.detailsUrl;
  run.status = body.oneOf('status', STATUSES) ?? run.status;
  const conclusion = body.oneOf('conclusion', CONCLUSIONS);
  if (conclusion === undefined && run.status === 'completed' && run.conclusion === null) {
    throw new Refusal(422, 'Invalid request.\n\n"conclusion" wasn\'t supplied.');
  }
  if (conclusion !== undefined) {
    run.conclusion = conclusion;
    run.status = 'completed';
    run.completedAt = body.text('completed_at') ?? tick(world);
  }
  const output = body.object('output');
  if (output !== undefined) changeOutput(run, output);
}

function changeOutput(run: CheckRun, output: Body): void {
  run.title = output.text('title') ?? run.title;
  if (run.title === null) throw new Refusal(422, 'Invalid request.\n\n"title" wasn\'t supplied.');
  run.summary = output.required('summary');
  run.text = output.text('text') ?? run.text;
  for (const [field, text] of Object.entries({ summary: run.summary, text: run.text ?? '' })) {
    if (text.length > MAX_OUTPUT_TEXT) {
      throw invalid('CheckRun', field, `${field} exceeds a maximum bytesize of ${MAX_OUTPUT_TEXT}`);
    }
  }
  const annotations = output.list('annotations');
  if (annotations.length > MAX_ANNOTATIONS) {
    throw new Refusal(
      422,
      `Invalid request.\n\nNo more than ${MAX_ANNOTATIONS} items are allowed; ${annotations.length} were supplied.`,
    );
  }
  run.annotations.push(...annotations.map(readAnnotation));
}

function readAnnotation(body: Body): CheckAnnotation {
  const start = body.integer('start_line');
  const end = body.integer('end_line');
  const level = body.oneOf('annotation_level', LEVELS);
  if (start === undefined || end === undefined || level === undefined || end < start) {
    throw invalid('CheckRun', 'annotations', 'annotations are invalid');
  }
  const message = body.required('message');
  if (message.length > 65_536) throw invalid('CheckRun', 'annotations', 'message exceeds 64 KB');
  if (start !== end && (body.has('start_column') || body.has('end_column'))) {
    throw invalid('CheckRun', 'annotations', 'columns are only allowed on a single line');
  }
  const title = body.text('title');
  const raw = body.text('raw_details');
  return {
    path: body.required('path'),
    start_line: start,
    end_line: end,
    annotation_level: level,
    message,
    ...(title === undefined ? {} : { title }),
    ...(raw === undefined ? {} : { raw_details: raw }),
  };
}

function runJson({ world, repository }: RepositoryCall, run: CheckRun) {
  const full = fullName(repository);
  const url = `${world.apiUrl}/repos/${full}/check-runs/${run.id}`;
  const html = `${world.serverUrl}/${full}/runs/${run.id}`;
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId('CR', run.id),
    head_sha: run.headSha,
    external_id: run.externalId,
    url,
    html_url: html,
    details_url: run.detailsUrl ?? html,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      title: run.title,
      summary: run.summary,
      text: run.text,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: 1 },
    app: actionsAppJson(world),
    pull_requests: [],
  };
}
