import { randomUUID } from 'node:crypto';
import { answer } from '../child.js';
import { type LogParts, openLog } from './log-parts.js';

const EVENTS = 1000;

/** Forgets a person with a thousand events, and deletes as many rows of another one by themselves. */
async function run(): Promise<void> {
  const parts = await openLog(2);
  const [forgotten, plain] = [await person(parts), await person(parts)];
  await parts.sequencer.catchUp();
  const [pseudonym] = await parts.pseudonyms.of([plain]);
  const forget = await timed(() =>
    parts.database.transaction((manager) => parts.pseudonyms.forget(manager, [forgotten])),
  );
  const rows = await timed(() =>
    parts.database.query('DELETE FROM audit_values WHERE owner = $1', [pseudonym]),
  );
  await parts.close();
  answer({ forget, rows });
}

async function person({ database, log }: LogParts): Promise<{ type: 'account'; id: string }> {
  const actor = { type: 'account', id: randomUUID() } as const;
  await database.transaction(async (manager) => {
    for (let event = 0; event < EVENTS; event += 1) {
      const values = { ip: '192.0.2.1', userAgent: `Mozilla/5.0 (${event})` };
      await log.append(manager, { action: 'comment.posted', actor, values });
    }
  });
  return actor;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

await run();
