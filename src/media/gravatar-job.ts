import { Injectable } from '@nestjs/common';
import { type AuthorKey, ShownAuthors } from '../comments/shown-authors.js';
import { Config } from '../platform/config/config.js';
import { defineJob } from '../platform/jobs/define-job.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler, type TaskRun } from '../platform/jobs/job.js';
import { GravatarAsking } from './gravatar-asking.js';
import { Gravatars } from './gravatars.js';

const fetchGravatars = defineJob<object>('media.fetch_gravatars', {
  attempts: 3,
  backoff: 60_000,
  every: 300_000,
});
const BATCH = 500;
/** The others are asked for in the next run. */
const MOST_ASKED = 200;
const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * Asks Gravatar for the pictures of authors whose comments were approved, never in the path of a call, and forgets those
 * of authors who are not shown any more. Switched off, it asks nothing and forgets all.
 */
@Injectable()
@Handles(fetchGravatars)
export class GravatarJob implements JobHandler<object> {
  constructor(
    private readonly config: Config,
    private readonly authors: ShownAuthors,
    private readonly gravatars: Gravatars,
    private readonly asking: GravatarAsking,
  ) {}

  async run({ signal }: Pick<TaskRun<object>, 'signal'>): Promise<void> {
    await this.forgetUnseen(signal);
    if (!this.config.gravatar) return;
    let after: AuthorKey | undefined;
    let left = MOST_ASKED;
    while (left > 0) {
      const page = await this.authors.page(BATCH, after);
      const due = (await this.gravatars.due(page)).slice(0, left);
      for (const author of due) await this.ask(author, signal);
      left -= due.length;
      if (page.length < BATCH) return;
      after = page.at(-1);
    }
  }

  private async ask(author: AuthorKey, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    // Asked again at their turn, which the others before may have put off by minutes.
    if ((await this.authors.shownOf([author])).length === 0) return;
    const row = await this.gravatars.begin(author);
    await this.gravatars.keep(row, await this.asking.ask(author.address, signal));
  }

  private async forgetUnseen(signal: AbortSignal): Promise<void> {
    let after = FIRST;
    for (;;) {
      const page = await this.gravatars.page(after, BATCH);
      const shown = this.config.gravatar ? await this.authors.shownOf(page) : [];
      const names = new Set(shown.map(nameOf));
      for (const row of page) {
        signal.throwIfAborted();
        if (!names.has(nameOf(row))) await this.gravatars.forget(row);
        after = row.id;
      }
      if (page.length < BATCH) return;
    }
  }
}

function nameOf({ address, accountId }: AuthorKey): string {
  return JSON.stringify([address, accountId]);
}
