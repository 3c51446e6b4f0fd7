import { type NestExpressApplication } from '@nestjs/platform-express';
import type pg from 'pg';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { logKeys } from '../audit/tree/log-key.js';
import { exportLog, exportValues } from '../audit/verify/log-export.js';
import { LogVerification } from '../audit/verify/log-verification.js';
import { type Verdict } from '../audit/verify/verdict.js';
import { Keyring } from '../platform/crypto/keyring.js';
import { type Progress, watched } from './watched.js';

/** What an operator asks for beside the verification itself. */
export interface Asked {
  /** Notes that witnesses kept. */
  readonly kept: readonly string[];
  /** Where to export to. */
  readonly folder: string | undefined;
  /** Why personal values are exported too; undefined where they are not. */
  readonly reason: string | undefined;
}

/** Verifies the log and tells what was found. @returns whether it is whole */
export async function verifyLog(
  app: NestExpressApplication,
  { kept, folder, reason }: Asked,
): Promise<boolean> {
  if (reason !== undefined) await recordExport(app, reason);
  let progress: Progress;
  const started = performance.now();
  const verdict = await watched(
    'Verifying',
    async () => progress,
    () =>
      app.get(LogVerification).run({
        kept,
        onProgress: (done, total) => (progress = { done, total }),
        afterwards: async (client, found) => {
          if (folder !== undefined) await exportTo(app, client, folder, found, reason !== undefined);
        },
      }),
  );
  tell(verdict, kept.length, (performance.now() - started) / 1000);
  if (folder !== undefined) console.log(`${folder}: written; docs/verify/README.md says how to check it.`);
  return verdict.findings.length === 0;
}

/** Recorded first: no copy exists that the log does not know of. */
function recordExport(app: NestExpressApplication, reason: string): Promise<void> {
  return app.get(DataSource).transaction((manager) =>
    app.get(AuditLog).append(manager, {
      action: 'audit.exported',
      actor: { type: 'operator' },
      detail: { format: 'ndjson', values: true },
      values: { reason },
    }),
  );
}

async function exportTo(
  app: NestExpressApplication,
  client: pg.ClientBase,
  folder: string,
  { epochs, outside, pruned }: Verdict,
  values: boolean,
): Promise<void> {
  const known = [...epochs.map(({ lastKnown }) => lastKnown), outside];
  // Two epochs that were opened after one restore name the same checkpoint.
  const beside = [...new Set(known.filter((note) => typeof note === 'string'))];
  const origins = epochs.map(({ origin }) => origin);
  const keys = { keys: [logKeys(app.get(Keyring), origins)] };
  await exportLog(client, folder, { keys, beside, pruned });
  if (values) await exportValues(client, folder);
}

function tell(verdict: Verdict, kept: number, seconds: number): void {
  const { events, values, checkpoints, root, epochs, pruned, waiting, bytes, findings } = verdict;
  for (const { where, what } of findings) console.log(`${where}: ${what.replace(/\.$/, '')}.`);
  for (const { epoch, size, lastKnown } of epochs) {
    if (lastKnown === null) continue;
    const known = lastKnown.split('\n')[1];
    console.log(
      `Epoch ${epoch} was opened at ${size} events; the last checkpoint known before it counts ${known}.`,
    );
  }
  if (pruned > 0) console.log(`Events before ${pruned} were dropped; their stored hashes stand for them.`);
  if (waiting > 0) console.log(`${waiting} events have no number yet, and nothing proves them.`);
  const all = `${events} events, ${values} personal values, ${checkpoints} checkpoints, ${epochs.length} epochs`;
  console.log(`${findings.length === 0 ? 'The log is whole' : 'The log is NOT whole'}: ${all}.`);
  if (findings.length === 0 && kept > 0) console.log(`All ${kept} kept checkpoints agree with it.`);
  if (root !== undefined) console.log(`Size ${events}, root ${root.toString('base64')}`);
  const [rate, megabytes] = [events, bytes / 1e6].map((count) =>
    Math.round(count / Math.max(seconds, 0.001)),
  );
  console.log(`${seconds.toFixed(1)} s, ${rate} events and ${megabytes} MB a second.`);
}
