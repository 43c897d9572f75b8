import type { RunResult } from '../runner.ts';
import type { CommentView } from '../snapshot.ts';
import type { Stage } from './stage.ts';
import type { TerminalStory } from './terminal-story.ts';

/** Plays the whole story and shows each step. The answer is what went otherwise than the story says, a line each. */
export async function tell(stage: Stage, story: TerminalStory): Promise<string[]> {
  story.opening(stage);
  story.pullRequest(stage);
  const first = await stage.runAction();
  story.check(first);
  const comments = stage.pull.comments();
  for (const comment of comments) story.comment(stage, comment);
  const differences = [...runDiffers(first, 1, 'failure'), ...commentDiffers(comments)];
  const [comment] = comments;
  if (comment === undefined || differences.length > 0) return differences;
  const applied = stage.applySuggestion(comment.id);
  if (!applied.ok) return [`the suggestion could not be applied: ${applied.reason}`];
  story.applied(stage);
  const second = await stage.runAction();
  story.after(stage, second);
  return [...runDiffers(second, 0, 'success'), ...endDiffers(stage)];
}

function runDiffers({ exitCode, outputs, stdout, stderr }: RunResult, status: number, conclusion: string): string[] {
  if (exitCode === status && outputs.conclusion === conclusion && stderr === '') return [];
  const said = stderr === '' ? stdout : stderr;
  return [
    `the Action was to end with ${status} (${conclusion}), and ended with ${exitCode} (${outputs.conclusion ?? 'no conclusion'}): ${said}`,
  ];
}

function commentDiffers(comments: readonly CommentView[]): string[] {
  const [comment, ...others] = comments;
  if (comment === undefined || others.length > 0)
    return [`there was to be one comment, and there are ${comments.length}`];
  return comment.body.includes('```suggestion') ? [] : ['the comment was to hold a suggestion, and holds none'];
}

function endDiffers({ pull, emulator }: Stage): string[] {
  const left = pull.comments().length;
  return [
    ...(left === 0 ? [] : [`the comment was to be gone, and ${left} are left`]),
    ...(emulator.anchorRefusals === 0 ? [] : ['a comment was placed on a line that is not in the diff']),
    ...emulator.unexpected.map((call) => `the Action was not to ask this of GitHub: ${call}`),
  ];
}
