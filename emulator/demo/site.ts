import contentStyle from './content.css';
import frameStyle from './page.css';
import { filePage, pullRequestPage } from './page.ts';
import { ICON, PAGE_SCRIPT } from './page-script.ts';
import { openStage, type Stage } from './stage.ts';

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  /** Where the browser is to go on. */
  readonly location?: string;
}

/** The pages of one pull request, and what their buttons do. One button is pressed at a time. */
export class Site {
  readonly url: string;
  readonly #script: string;
  /** The one that is shown. */
  #stage: Stage | null = null;
  /** All that are still to be closed. */
  readonly #open = new Set<Stage>();
  #problem: string | null = null;
  #isBusy = false;

  constructor(script: string, url: string) {
    this.#script = script;
    this.url = url;
  }

  /** Puts a new pull request in the place of the old one. */
  async restart(): Promise<void> {
    const old = this.#stage;
    const stage = await openStage({ script: this.#script, serverUrl: this.url });
    this.#open.add(stage);
    await stage.runAction();
    this.#stage = stage;
    this.#problem = null;
    await this.#close(old);
  }

  async close(): Promise<void> {
    for (const stage of this.#open) await this.#close(stage);
  }

  async #close(stage: Stage | null): Promise<void> {
    if (stage === null) return;
    this.#open.delete(stage);
    await stage.close();
  }

  async answer(method: string, path: string, form: string): Promise<Answer> {
    if (method === 'POST' && (path === '/apply' || path === '/restart')) {
      await this.#press(() =>
        path === '/apply' ? this.#apply(Number(new URLSearchParams(form).get('comment'))) : this.restart(),
      );
      return { status: 303, type: 'text/plain', body: '', location: '/' };
    }
    if (method !== 'GET') return { status: 405, type: 'text/plain', body: 'There is nothing to do here.\n' };
    return this.#page(path);
  }

  async #press(action: () => Promise<void>): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      await action();
    } catch (error) {
      this.#problem = error instanceof Error ? error.message : String(error);
    } finally {
      this.#isBusy = false;
    }
  }

  async #apply(comment: number): Promise<void> {
    const applied = this.#stage?.applySuggestion(comment);
    if (applied === undefined || !applied.ok) {
      this.#problem = applied?.reason ?? null;
      return;
    }
    this.#problem = null;
    await this.#stage?.runAction();
  }

  #page(path: string): Answer {
    const html = (body: string): Answer => ({ status: 200, type: 'text/html; charset=utf-8', body });
    if (path === '/page.css') return { status: 200, type: 'text/css; charset=utf-8', body: frameStyle + contentStyle };
    if (path === '/page.js') return { status: 200, type: 'text/javascript; charset=utf-8', body: PAGE_SCRIPT };
    if (path === '/icon.svg') return { status: 200, type: 'image/svg+xml', body: ICON };
    const stage = this.#stage;
    if (stage !== null && path === '/') return html(pullRequestPage(stage, this.#problem).text);
    const [, name = '', commit = '', file = ''] = /^\/([^/]+\/[^/]+)\/blob\/([0-9a-f]{40})\/(.+)$/.exec(path) ?? [];
    const bytes = name === stage?.repository.fullName ? stage.repository.read(commit, file) : null;
    if (bytes !== null) return html(filePage(file, commit, bytes.toString('utf8')).text);
    return {
      status: 404,
      type: 'text/plain; charset=utf-8',
      body: 'There is no such page; the pull request is at /\n',
    };
  }
}
