import type { RunResult } from '../runner.ts';
import type { CommentView } from '../snapshot.ts';
import type { Ink } from './ink.ts';
import { PULL_REQUEST } from './sample.ts';
import type { Stage } from './stage.ts';
import { suggestionRows } from './suggestion-rows.ts';
import { terminalBlocks } from './terminal-markdown.ts';
import { wrap } from './wrap.ts';

const COLUMNS = 80;
const INDENT = 3;

/** Writes the steps of the story for a terminal of 80 columns; decides nothing. */
export class TerminalStory {
  readonly #ink: Ink;
  readonly #write: (text: string) => void;

  constructor(ink: Ink, write: (text: string) => void) {
    this.#ink = ink;
    this.#write = write;
  }

  /** What is about to happen, and where. */
  opening({ emulator }: Stage): void {
    this.#lines(
      this.#wrapped(`The Action reviews a sample pull request on a GitHub emulated at ${emulator.apiUrl}.`, COLUMNS),
    );
  }

  /** The pull request before anyone has looked at it. */
  pullRequest({ repository, pull }: Stage): void {
    this.#heading('1. A pull request adds an activity stream');
    const { author, branch } = PULL_REQUEST;
    const changes = pull.files().map(({ path, additions, deletions }) => `${path} +${additions} -${deletions}`);
    this.#indented([
      this.#ink.strong(`${repository.fullName} #${pull.number}: ${pull.state.title}`),
      `${author} wants to merge ${branch} into ${pull.state.baseRef}: ${changes.join(', ')}`,
      '',
    ]);
  }

  /** How the run of the Action on the last push went. */
  check({ exitCode, milliseconds, outputs }: RunResult): void {
    const { good, bad, faint } = this.#ink;
    const verdict = exitCode === 0 ? good('✓ das-grant-guard passed') : bad('✗ das-grant-guard failed');
    const introduced = `new findings: ${outputs.introduced}`;
    this.#indented([`${verdict}; ${introduced} ${faint(`(required check, ${(milliseconds / 1000).toFixed(1)} s)`)}`]);
  }

  /** A comment as its reader sees it, suggestion and all. */
  comment({ pull }: Stage, comment: CommentView): void {
    const line = comment.line ?? 1;
    const first = comment.startLine ?? line;
    const before = (pull.read(comment.path) ?? '').split('\n').slice(first - 1, line);
    const blocks = terminalBlocks(comment.body, {
      ink: this.#ink,
      width: COLUMNS - INDENT - 2,
      suggestion: (after) => suggestionRows(before, after, first),
    });
    const { strong } = this.#ink;
    this.#indented(['', `${strong(comment.author)} commented on ${strong(`${comment.path}:${line}`)}`]);
    this.#quoted(blocks);
  }

  /** The commit that pressing the button made. */
  applied({ pushes }: Stage): void {
    this.#heading('2. A reviewer applies the suggestion');
    const push = pushes.at(-1);
    if (push === undefined) return;
    this.#indented([`${push.author} committed ${this.#ink.code(push.sha.slice(0, 7))}: ${push.subject}`]);
  }

  /** What is left after the run on that commit. */
  after({ pull }: Stage, result: RunResult): void {
    this.#heading('3. The Action runs again');
    const left = pull.comments().length;
    this.check(result);
    this.#indented([left === 0 ? 'The comment is gone.' : `${left} comments are left.`, '', 'The job summary begins:']);
    const blocks = terminalBlocks(result.summary, {
      ink: this.#ink,
      width: COLUMNS - INDENT - 2,
      suggestion: () => [],
    });
    this.#quoted(blocks.slice(0, 4));
  }

  /** What differed from the story, or how to see more of it. */
  ending(differences: readonly string[]): void {
    this.#lines(['']);
    if (differences.length === 0) {
      this.#lines(['To see it as a page, and press the button yourself: add --serve']);
      return;
    }
    this.#lines([this.#ink.bad('The story did not go as told:')]);
    this.#lines(differences.flatMap((difference) => this.#wrapped(`- ${difference}`, COLUMNS)));
  }

  #heading(text: string): void {
    this.#lines(['', this.#ink.title(text), '']);
  }

  #quoted(blocks: readonly (readonly string[])[]): void {
    const lines = blocks.flatMap((block, index) => (index === 0 ? block : ['', ...block]));
    this.#indented(lines.map((line) => `${this.#ink.faint('│')} ${line}`.trimEnd()));
  }

  #indented(lines: readonly string[]): void {
    this.#lines(lines.map((line) => (line === '' ? '' : ' '.repeat(INDENT) + line)));
  }

  #wrapped(text: string, width: number): string[] {
    return wrap([{ text, ink: (part) => part }], width);
  }

  #lines(lines: readonly string[]): void {
    this.#write(lines.map((line) => `${line}\n`).join(''));
  }
}
