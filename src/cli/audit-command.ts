import { type Command } from 'commander';
import { readFileSync } from 'node:fs';
import { Checkpoints } from '../audit/tree/checkpoints.js';
import { AuditSequencer } from '../audit/audit-sequencer.js';
import { notesIn, NoNotes } from '../audit/verify/kept-notes.js';
import { ExportRefused, openExportFolder } from '../audit/verify/log-export.js';
import { codeOf } from '../platform/errors/code-of.js';
import { paragraphs } from '../platform/http/text-schemas.js';
import { auditPrune } from './audit-prune.js';
import { withInstance } from './instance.js';
import { verifyLog } from './operator-verification.js';

/** For what was asked wrongly, so that it is not taken for a log that is not whole. */
const USAGE = 2;

interface VerifyOptions {
  readonly checkpoint?: string;
  readonly export?: string;
  readonly values?: string;
}

/** `athar audit ...` */
export function auditCommand(program: Command): void {
  const audit = program.command('audit').description('the log and what proves it');
  audit
    .command('verify')
    .description(
      'recompute the log from its events and compare all that was signed; exit 1 where anything differs',
    )
    .option('--checkpoint <file>', 'checkpoints that somebody kept: notes, a manifest.json or a receipt')
    .option('--export <folder>', 'write what others need to check the log by docs/verify/verify.mjs')
    .option('--values <reason>', 'export personal values too, with their salts; the reason is recorded')
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : USAGE))
    .action(verify);
  audit
    .command('epoch')
    .description('say that the log was restored: it is signed again, under a name that tells so')
    .requiredOption('--reason <text>', 'why, for whoever reads the log')
    .option('--checkpoint <file>', 'checkpoints that somebody kept, where the object store was restored too')
    .action(({ reason, checkpoint }: { reason: string; checkpoint?: string }) =>
      openEpoch(paragraphs(500).parse(reason), checkpoint === undefined ? [] : notesIn(readKept(checkpoint))),
    );
  auditPrune(audit);
}

async function verify(options: VerifyOptions): Promise<void> {
  let kept: string[] = [];
  const { checkpoint: file, export: folder, values } = options;
  try {
    if (file !== undefined) kept = notesIn(readKept(file));
    if (folder !== undefined) openExportFolder(folder);
    if (values !== undefined && folder === undefined)
      throw new ExportRefused('--values belongs to --export: name a folder.');
  } catch (error) {
    if (!(error instanceof NoNotes) && !(error instanceof ExportRefused)) throw error;
    console.error(error.message);
    process.exitCode = USAGE;
    return;
  }
  const reason = values === undefined ? undefined : paragraphs(500).parse(values);
  await withInstance(async (app) => {
    if (!(await verifyLog(app, { kept, folder, reason }))) process.exitCode = 1;
  });
}

function readKept(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new ExportRefused(`${file} cannot be read (${codeOf(error)}).`);
  }
}

function openEpoch(reason: string, witnessed: readonly string[]): Promise<void> {
  return withInstance(async (app) => {
    const checkpoints = app.get(Checkpoints);
    const before = (await checkpoints.contradiction()) ?? 'to lack what a kept checkpoint counts';
    const epoch = await checkpoints.openEpoch(reason, witnessed);
    if (epoch === undefined)
      throw new Error(
        'Nothing contradicts the last checkpoint, so no epoch is opened. The log goes on as it is.',
      );
    await app.get(AuditSequencer).catchUp();
    const signed = await checkpoints.sign();
    console.log(
      `Epoch ${epoch} is open, since the log was found ${before}; it is signed as ${signed?.origin}.`,
    );
    console.log('Tell whoever keeps checkpoints why: those from before may count events that are gone.');
  });
}
