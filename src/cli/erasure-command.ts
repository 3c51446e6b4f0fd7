import { type NestExpressApplication } from '@nestjs/platform-express';
import { type Command } from 'commander';
import { ErasureReplay, type Replayed } from '../erasures/erasure-replay.js';
import { ReplayUnderWay } from '../erasures/replay-lock.js';
import { withInstance } from './instance.js';

/** As `sysexits.h` has it for what may work another time. */
const TRY_LATER = 75;

interface ReplayOptions {
  readonly dryRun?: boolean;
}

/** `athar erasure ...` */
export function erasureCommand(program: Command): void {
  program
    .command('erasure')
    .description('erasures that were completed')
    .command('replay')
    .description('erase again what a restored backup brought back; run it before the site takes traffic')
    .option('--dry-run', 'only say what came back')
    .action(({ dryRun = false }: ReplayOptions) =>
      withInstance(async (app) => {
        const replayed = await replay(app, dryRun);
        if (replayed?.length === 0) console.log('Nothing came back.');
        for (const one of replayed ?? []) tell(one, dryRun);
      }),
    );
}

/** @returns undefined where another replay is under way, which is said: what waits for this one has to wait for that */
async function replay(app: NestExpressApplication, dryRun: boolean): Promise<Replayed[] | undefined> {
  try {
    const { signal } = new AbortController();
    return await app.get(ErasureReplay).run({ type: 'operator' }, dryRun, signal);
  } catch (error) {
    if (!(error instanceof ReplayUnderWay)) throw error;
    console.log(error.message);
    process.exitCode = TRY_LATER;
    return undefined;
  }
}

function tell({ erasure, rows, undated }: Replayed, dryRun: boolean): void {
  console.log(`Erasure ${erasure}: ${rows} rows ${dryRun ? 'came back' : 'came back and are erased again'}.`);
  for (const { source, collection, rows: count } of undated) {
    console.log(
      `Erasure ${erasure}: ${count} rows of ${source}.${collection} have no date and are left; look whether they belong to somebody who came back.`,
    );
  }
}
