import { setTimeout as delay } from 'node:timers/promises';
import { type AuditEntry } from '../../audit/audit-entry.js';
import { answer, setting } from '../child.js';
import { type LogParts, openLog } from './log-parts.js';

/** How far the sequencer stayed behind while events were appended, and how long it took to move the last one. */
interface Lag {
  readonly most: number;
  readonly caughtUp: number;
}

/** Appends events for some seconds, each in a transaction of its own, while a sequencer numbers them. */
async function run(): Promise<void> {
  const writers = Number(setting('BENCH_WRITERS'));
  const milliseconds = Number(setting('BENCH_SECONDS')) * 1000;
  // The sequencer and whoever looks at the queue have connections beside the writers'.
  const parts = await openLog(writers + 2);
  const people = await parts.database.query<{ owner: string }[]>(
    `SELECT owner FROM audit_pseudonyms WHERE kind = 'account' AND NOT forgotten LIMIT 1000`,
  );
  const entries = people.map(({ owner }, index) => entryOf(owner, index));
  parts.sequencer.start();
  const ended = new AbortController();
  const watching = watch(parts, ended.signal);
  const started = performance.now();
  const counts = await Promise.all(
    Array.from({ length: writers }, (_, writer) => append(parts, entries, writer, started + milliseconds)),
  );
  const seconds = (performance.now() - started) / 1000;
  const lag = await watching.stop(ended);
  await parts.sequencer.stop();
  await parts.close();
  answer({ events: counts.reduce((sum, count) => sum + count, 0), seconds, ...lag });
}

async function append(
  { database, log }: LogParts,
  entries: readonly AuditEntry[],
  writer: number,
  until: number,
): Promise<number> {
  let events = 0;
  while (performance.now() < until) {
    const entry = entries[(writer * 131 + events) % entries.length];
    if (entry === undefined) throw new Error('The log has no member.');
    await database.transaction((manager) => log.append(manager, entry));
    events += 1;
  }
  return events;
}

/** A sign-in with a member's address, network address and browser: the most frequent event, and as large as most. */
function entryOf(id: string, index: number): AuditEntry {
  return {
    action: 'auth.logged_in',
    actor: { type: 'account', id },
    detail: { method: 'password' },
    values: {
      ip: `10.${index % 200}.${index % 250}.${1 + (index % 90)}`,
      userAgent: `Mozilla/5.0 (X11; Linux x86_64; rv:1${20 + (index % 20)}.0) Gecko/20100101 Firefox/1${20 + (index % 20)}.0`,
      email: `account${index}@mail.example`,
    },
  };
}

/** Looks at the queue ten times a second. */
function watch(parts: LogParts, signal: AbortSignal): { stop: (ended: AbortController) => Promise<Lag> } {
  let most = 0;
  const looking = (async () => {
    while (!signal.aborted) {
      most = Math.max(most, await queued(parts));
      await delay(100);
    }
  })();
  return {
    stop: async (ended) => {
      const since = performance.now();
      while ((await queued(parts)) > 0) await delay(10);
      ended.abort();
      await looking;
      return { most, caughtUp: (performance.now() - since) / 1000 };
    },
  };
}

async function queued({ database }: LogParts): Promise<number> {
  const [row] = await database.query<{ events: number }[]>('SELECT count(*)::int AS events FROM audit_queue');
  return row?.events ?? 0;
}

await run();
