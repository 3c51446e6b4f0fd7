import { pino } from 'pino';
import { DataSource } from 'typeorm';
import { createApp } from '../../app.js';
import { ErasurePlanning } from '../../erasures/erasure-planning.js';
import { ErasureCounts } from '../../erasures/erasure-counts.js';
import { ErasureRounds } from '../../erasures/erasure-rounds.js';
import { ErasureRows } from '../../erasures/erasure-rows.js';
import { readConfig } from '../../platform/config/config.js';
import { REGIME_CODES } from '../../policy/regimes.js';
import { answer, peakMemory, setting } from '../child.js';

/** What the job does between its beginning and its outcome: learn, write down whom to erase, every batch, and search again. */
async function run(): Promise<void> {
  const url = setting('BENCH_DATABASE_URL');
  const config = readConfig({ ATHAR_DATA_DIR: `${setting('BENCH_FOLDER')}/portal` }, REGIME_CODES);
  const database = { appUrl: url, ownerUrl: url, stop: async () => undefined };
  const app = await createApp(config, database, { log: pino({ level: 'error' }) });
  const manager = app.get(DataSource).manager;
  const [member] = await manager.query<{ id: string }[]>('SELECT id FROM accounts WHERE email = $1', [
    setting('BENCH_EMAIL'),
  ]);
  const emails = [setting('BENCH_EMAIL')];
  const scope = { comments: 'delete' } as const;
  const started = performance.now();
  const subject = await app.get(ErasurePlanning).learn({ emails, addresses: emails, known: {} }, scope);
  const erasure = await app.get(ErasureRows).addReplay(manager, subject, new Date());
  await app.get(ErasureRounds).untilNothingIsLeft(
    {
      erasureId: erasure.id,
      subject,
      reference: 'R-BENC-H222',
      person: { type: 'account', id: member?.id ?? '' },
      signal: new AbortController().signal,
    },
    scope,
  );
  const seconds = (performance.now() - started) / 1000;
  const memory = peakMemory();
  const rows = await app.get(ErasureCounts).done(manager, erasure.id);
  await app.close();
  answer({ seconds, rows, memory });
}

await run();
