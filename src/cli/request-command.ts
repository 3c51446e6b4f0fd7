import { type Command } from 'commander';
import { emailAddress } from '../platform/http/text-schemas.js';
import { BundleFile } from './bundle-file.js';
import { withInstance } from './instance.js';
import { erase, planErasure } from './operator-erasure.js';
import { exportTo } from './operator-export.js';

interface ExportOptions {
  readonly email: string;
  readonly out: string;
}

interface EraseOptions {
  readonly email: string;
  readonly dryRun?: boolean;
}

/** `athar request ...` */
export function requestCommand(program: Command): void {
  const request = program
    .command('request')
    .description('what a person may ask for, done in their place; every admin is told');
  request
    .command('export')
    .description('write everything that is held about a person into a ZIP file')
    .requiredOption('--email <address>', 'whose data')
    .requiredOption('--out <file>', 'the file to make; one that is there is left alone')
    .action(makeExport);
  request
    .command('erase')
    .description('erase a person at once, but for what holds and retentions keep')
    .requiredOption('--email <address>', 'whose data')
    .option('--dry-run', 'only show what would be erased')
    .action(({ email, dryRun }: EraseOptions) => {
      const address = emailAddress.parse(email);
      return withInstance((app) => (dryRun ? planErasure(app, address) : erase(app, address)));
    });
}

async function makeExport({ email, out }: ExportOptions): Promise<void> {
  const address = emailAddress.parse(email);
  // Before anything else: a place that cannot be written to costs no request.
  const file = await BundleFile.open(out);
  try {
    await withInstance((app) => exportTo(app, address, file));
  } finally {
    await file.discard();
  }
}
