import { createHash, createPublicKey, verify } from 'node:crypto';
import { type Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import yauzl from 'yauzl';
import { type PublicJwk } from '../../src/platform/crypto/public-jwk.js';

export interface Manifest {
  readonly schemaVersion: number;
  readonly reference: string;
  readonly madeAt: string;
  readonly kid: string;
  readonly checkpoint: string | null;
  readonly sources: readonly { id: string; title: string; state: string; records: number }[];
  readonly entries: readonly { path: string; bytes: number; sha256: string }[];
}

/** Every entry of a ZIP by its path. */
export async function unzip(zip: Buffer): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  await eachEntry(zip, async (file, entry) => {
    const open = promisify<yauzl.Entry, Readable>(file.openReadStream.bind(file));
    found.set(entry.fileName, await buffer(await open(entry)));
  });
  return found;
}

async function eachEntry(
  zip: Buffer,
  use: (file: yauzl.ZipFile, entry: yauzl.Entry) => unknown,
): Promise<void> {
  const fromBuffer = promisify<Buffer, yauzl.Options, yauzl.ZipFile>(yauzl.fromBuffer.bind(yauzl));
  const file = await fromBuffer(zip, { lazyEntries: true });
  await new Promise<void>((resolve, reject) => {
    file.on('error', reject);
    file.on('end', () => resolve());
    file.on('entry', (entry: yauzl.Entry) => {
      Promise.resolve(use(file, entry)).then(() => file.readEntry(), reject);
    });
    file.readEntry();
  });
}

/**
 * What is wrong with a bundle, one sentence a fault: the signature, a checksum, a length, a file that is not listed or
 * not there.
 */
export function bundleFaults(files: ReadonlyMap<string, Buffer>, jwk: PublicJwk): string[] {
  const bytes = files.get('manifest.json') ?? Buffer.alloc(0);
  const signature = files.get('manifest.sig') ?? Buffer.alloc(0);
  const faults: string[] = [];
  const key = createPublicKey({ key: { ...jwk }, format: 'jwk' });
  if (signature.length !== 64) faults.push('The signature is not 64 bytes long.');
  if (!verify(null, bytes, key, signature)) faults.push('The signature is wrong.');
  const manifest = JSON.parse(bytes.toString()) as Manifest;
  if (manifest.kid !== jwk.kid) faults.push('The manifest names another key.');
  const listed = new Set(manifest.entries.map(({ path }) => path));
  for (const path of files.keys()) {
    if (!listed.has(path) && !path.startsWith('manifest.')) faults.push(`${path} is not listed.`);
  }
  for (const { path, bytes: length, sha256 } of manifest.entries) {
    const content = files.get(path);
    if (content === undefined) faults.push(`${path} is not there.`);
    else if (content.length !== length) faults.push(`${path} has another length.`);
    else if (createHash('sha256').update(content).digest('hex') !== sha256)
      faults.push(`${path} has another checksum.`);
  }
  return faults;
}
