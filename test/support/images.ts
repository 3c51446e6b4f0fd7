import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { type Agent } from './app.js';

/** A photograph of 60 x 40 pixels that lies on its side, and says that a phone took it at Tangier. */
export function photograph(kind: 'jpeg' | 'png' | 'webp'): Promise<Buffer> {
  return sharp({ create: { width: 60, height: 40, channels: 3, background: '#a03010' } })
    .withExif({
      IFD0: { Make: 'Phone' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '35/1 46/1 0/1',
        GPSLongitudeRef: 'W',
        GPSLongitude: '5/1 48/1 0/1',
      },
    })
    .withMetadata({ orientation: 6 })
    .toFormat(kind)
    .toBuffer();
}

/** A PNG with one more chunk (PNG, section 5.3) behind its header. */
export async function pngWith(type: 'iTXt' | 'zTXt', head: string, compressed: string): Promise<Buffer> {
  const png = await sharp({ create: { width: 4, height: 4, channels: 3, background: '#a03010' } })
    .png()
    .toBuffer();
  const data = Buffer.concat([Buffer.from(head, 'latin1'), deflateSync(compressed)]);
  const named = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([png.subarray(0, 33), length, named, sum, png.subarray(33)]);
}

/** What lies at an address, byte for byte. */
export async function bytesOf(agent: Agent, path: string): Promise<Buffer> {
  const answer = await agent.get(path).buffer(true).parse(collect).expect(200);
  return answer.body as Buffer;
}

function collect(answer: unknown, done: (error: Error | null, body: Buffer) => void): void {
  const pieces: Buffer[] = [];
  const stream = answer as NodeJS.ReadableStream;
  stream.on('data', (piece: Buffer) => pieces.push(piece));
  stream.on('end', () => done(null, Buffer.concat(pieces)));
}
