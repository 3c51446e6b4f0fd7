import { type AuditEntry } from '../../audit/audit-entry.js';
import { answer, setting } from '../child.js';
import { type LogParts, openLog } from './log-parts.js';

/**
 * Appends events for some seconds, each in a transaction of its own. With BENCH_SIGNED they are numbered and signed meanwhile, and
 * the answer tells how long after its time 99 of 100 were covered by a checkpoint.
 */
async function run(): Promise<void> {
  const writers = Number(setting('BENCH_WRITERS'));
  const milliseconds = Number(setting('BENCH_SECONDS')) * 1000;
  const signed = setting('BENCH_SIGNED') === 'yes';
  // Sequencer and signer have connections beside the writers'.
  const parts = await openLog(writers + 4);
  const people = await parts.database.query<{ owner: string }[]>(
    `SELECT owner FROM audit_pseudonyms WHERE kind = 'account' AND NOT forgotten LIMIT 1000`,
  );
  const entries = people.map(({ owner }, index) => entryOf(owner, index));
  await parts.sequencer.catchUp();
  await parts.checkpoints.sign();
  const [first] = await parts.database.query<{ seq: string }[]>('SELECT audit_tree_size() AS seq');
  if (signed) {
    parts.sequencer.start();
    parts.signer.start();
  }
  const started = performance.now();
  const counts = await Promise.all(
    Array.from({ length: writers }, (_, writer) => append(parts, entries, writer, started + milliseconds)),
  );
  const seconds = (performance.now() - started) / 1000;
  await parts.sequencer.stop();
  await parts.sequencer.catchUp();
  await parts.checkpoints.sign();
  await parts.signer.stop();
  const latency = signed ? await coveredAfter(parts, first?.seq ?? '0') : undefined;
  await parts.database.query('VACUUM audit_queue');
  await parts.close();
  answer({ events: counts.reduce((sum, count) => sum + count, 0), seconds, latency });
}

/** Seconds from an event's time, before its commit, until the first checkpoint that covers it: of 99 in 100. */
async function coveredAfter({ database }: LogParts, first: string): Promise<number | undefined> {
  const [row] = await database.query<{ seconds: number | null }[]>(
    `SELECT percentile_cont(0.99) WITHIN GROUP (ORDER BY extract(epoch FROM c.signed_at - e.at)) AS seconds
     FROM audit_events e CROSS JOIN LATERAL (
       SELECT signed_at FROM audit_checkpoints WHERE size > e.seq ORDER BY epoch DESC, size LIMIT 1) c
     WHERE e.seq >= $1`,
    [first],
  );
  return row?.seconds ?? undefined;
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

await run();
