import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { DataSource } from 'typeorm';
import { createApp } from '../../app.js';
import { ErasureCounts } from '../../erasures/erasure-counts.js';
import { ErasurePlanning } from '../../erasures/erasure-planning.js';
import { ErasureRounds } from '../../erasures/erasure-rounds.js';
import { ErasureRows } from '../../erasures/erasure-rows.js';
import { readConfig } from '../../platform/config/config.js';
import { REGIME_CODES } from '../../policy/regimes.js';
import { answer, peakMemory, setting } from '../child.js';

/** A sources file that lets the site be erased in. @returns its path */
function sourcesFile(folder: string, url: string): string {
  const path = join(folder, 'sources.yaml');
  const options = { tablePrefix: 'wp_' };
  // JSON is YAML.
  writeFileSync(
    path,
    JSON.stringify({
      sources: [{ id: 'wordpress', map: 'wordpress', url, writeUrl: url, mode: 'erase', options }],
    }),
  );
  return path;
}

/** What the job does between its beginning and its outcome: learn, write down whom to erase, every batch, and search again. */
async function run(): Promise<void> {
  const [url, folder] = [setting('BENCH_DATABASE_URL'), setting('BENCH_FOLDER')];
  const config = readConfig(
    {
      ATHAR_DATA_DIR: join(folder, 'portal'),
      ATHAR_SOURCES: sourcesFile(folder, setting('BENCH_SITE_URL')),
    },
    REGIME_CODES,
  );
  const database = { appUrl: url, ownerUrl: url, stop: async () => undefined };
  const app = await createApp(config, database, { log: pino({ level: 'error' }) });
  const manager = app.get(DataSource).manager;
  const emails = [setting('BENCH_EMAIL')];
  const scope = { comments: 'delete' } as const;
  const { signal } = new AbortController();
  const started = performance.now();
  const subject = await app.get(ErasurePlanning).learn({ emails, addresses: emails, known: {} }, scope);
  const erasure = await app.get(ErasureRows).addReplay(manager, subject, new Date());
  await app.get(ErasureRounds).untilNothingIsLeft({ erasureId: erasure.id, subject, signal }, scope);
  const seconds = (performance.now() - started) / 1000;
  const memory = peakMemory();
  const rows = await app.get(ErasureCounts).done(manager, erasure.id);
  await app.close();
  answer({ seconds, rows, memory });
}

await run();
