import { type NestExpressApplication } from '@nestjs/platform-express';
import { DataSource } from 'typeorm';
import { BundleDownloads } from '../exports/bundle-downloads.js';
import { type Bundle, Bundles } from '../exports/bundles.js';
import { ExportRows } from '../exports/export-rows.js';
import { type BundleFile } from './bundle-file.js';
import { operatorRequest } from './operator-request.js';

/** Exports a person's data into a file. The bundle itself stays in the store for the person, as long as any. */
export async function exportTo(app: NestExpressApplication, email: string, file: BundleFile): Promise<void> {
  const { manager } = app.get(DataSource);
  const rows = app.get(ExportRows);
  const request = await operatorRequest(app, 'export', email, (requestId) =>
    rows.counted(manager, requestId),
  );
  const { id, reference } = request;
  const bundle = await app.get(Bundles).describe(manager, request);
  if (bundle === undefined) throw new Error('The bundle was deleted before it could be copied.');
  await copy(app, bundle, file);
  // Recorded first: no copy exists that the log does not know of.
  await app.get(BundleDownloads).record({
    requestId: id,
    reference,
    actor: { type: 'operator' },
    origin: {},
    full: true,
    bytes: bundle.bytes,
  });
  file.publish();
  const records = (await rows.counted(manager, id))?.done ?? 0;
  if (records === 0) console.log('Nothing is held under this address.');
  console.log(`${file.path}: ${records} records, ${bundle.bytes} bytes.`);
  console.log(`SHA-256 ${bundle.sha256.toString('hex')}`);
}

async function copy(
  app: NestExpressApplication,
  { objectKey, bytes, sha256 }: Bundle,
  file: BundleFile,
): Promise<void> {
  await file.fill(await app.get(Bundles).open(objectKey), { bytes, sha256 });
}
