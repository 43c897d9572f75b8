import { inkFor } from './ink.ts';
import { Interrupt } from './interrupt.ts';
import { servePage } from './page-server.ts';
import { openStage } from './stage.ts';
import { tell } from './tell.ts';
import { TerminalStory } from './terminal-story.ts';

/** Tells the story in the terminal. The answer is the exit status: 0 when it went as told, 1 when not. */
export async function play(script: string): Promise<number> {
  const interrupt = new Interrupt();
  const stage = await openStage({ script });
  const story = new TerminalStory(inkFor(process.stdout), (text) => process.stdout.write(text));
  // Closing the stage ends the run under way, and a story that was interrupted fails for no other reason.
  const told = tell(stage, story).catch((error: unknown) => (interrupt.isRaised ? [] : Promise.reject(error)));
  try {
    const outcome = await Promise.race([told, interrupt.status]);
    if (typeof outcome === 'number') return outcome;
    story.ending(outcome);
    return outcome.length === 0 ? 0 : 1;
  } finally {
    await stage.close();
  }
}

/** Keeps the page open until someone ends it, which is no failure. */
export async function serve(script: string, port: number): Promise<number> {
  const interrupt = new Interrupt();
  const page = await servePage(script, port);
  try {
    process.stdout.write(`The pull request is at ${page.url} (Ctrl-C ends it)\n`);
    await interrupt.status;
    return 0;
  } finally {
    await page.close();
  }
}
