import { join } from 'node:path';
import { type Config } from '../config/config.js';
import { DirectoryStore } from './directory-store.js';
import { type ObjectStore } from './object-store.js';
import { readS3Url } from './s3-url.js';

/** The store that the settings name. The S3 client is large and is loaded only where it is used. */
export async function openStore(config: Pick<Config, 's3Url' | 'dataDir'>): Promise<ObjectStore> {
  if (config.s3Url === undefined) return DirectoryStore.open(join(config.dataDir, 'objects'));
  const address = readS3Url(config.s3Url);
  const { S3Store } = await import('./s3-store.js');
  return new S3Store(address);
}
