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
