import { type NestExpressApplication } from '@nestjs/platform-express';
import { type Fingerprint, fingerprintText } from '../sources/fingerprint.js';
import { SourcePins } from '../sources/source-pins.js';
import { Sources } from '../sources/sources.js';

/** Accepts the database that a source is now, so that it may be erased in. @throws Error where it never is */
export async function pinSource(app: NestExpressApplication, id: string): Promise<void> {
  const sources = app.get(Sources);
  if (sources.get(id) === undefined) throw new Error(`There is no source "${id}".`);
  const writer = sources.writer(id);
  if (writer === undefined) throw new Error(`The source "${id}" is not one that is erased in.`);
  const connection = await writer.open();
  let found: Fingerprint;
  try {
    found = await connection.fingerprint();
  } finally {
    await connection.close();
  }
  const before = await app.get(SourcePins).accept({ type: 'operator' }, id, found);
  console.log(`${id}: before: ${before === undefined ? 'none' : fingerprintText(before)}`);
  console.log(`${id}: now: ${fingerprintText(found)}`);
}
