import { Injectable } from '@nestjs/common';
import sharp from 'sharp';
import { DataSource } from 'typeorm';
import { takeImage } from '../../media/taken-image.js';
import { oneImage } from '../../platform/images/one-image.js';
import { ObjectStore } from '../../platform/storage/object-store.js';
import { type CheckResult, looked, type PromiseCheck, verdict } from '../promise-check.js';

/** Images that are read again, the newest of each table. */
const IMAGES = 20;
const SIDE = 16;

/** P05: a photograph that says where it was taken is noticed and stored without, and no stored image says more than its pixels. */
@Injectable()
export class StoredImages implements PromiseCheck {
  constructor(
    private readonly database: DataSource,
    private readonly store: ObjectStore,
  ) {}

  async check(): Promise<CheckResult> {
    const trial = await takeImage(await photograph(), SIDE);
    const kept = await tellsMore(trial.content);
    const images = await looked<{ key: string }>(
      this.database,
      `(SELECT object_key AS key FROM media WHERE stored_at IS NOT NULL AND removed_at IS NULL
        ORDER BY id DESC LIMIT ${IMAGES})
       UNION ALL
       (SELECT object_key FROM gravatars WHERE kind IS NOT NULL ORDER BY id DESC LIMIT ${IMAGES})`,
    );
    let telling = 0;
    for (const { key } of images) if (await tellsMore(await this.read(key))) telling += 1;
    return verdict(
      { images: images.length, telling },
      ['image_tells', kept || telling > 0],
      ['not_warned', !trial.toldPlace],
    );
  }

  private async read(key: string): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for await (const piece of await this.store.read(key)) pieces.push(piece as Buffer);
    return Buffer.concat(pieces);
  }
}

/** Made for the trial, with a place in it. */
function photograph(): Promise<Buffer> {
  return sharp({ create: { width: SIDE, height: SIDE, channels: 3, background: '#888' } })
    .withExif({
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '1/1 0/1 0/1',
        GPSLongitudeRef: 'E',
        GPSLongitude: '1/1 0/1 0/1',
      },
    })
    .jpeg()
    .toBuffer();
}

async function tellsMore(content: Buffer): Promise<boolean> {
  const { exif, xmp, iptc, comments } = await oneImage(() =>
    sharp(content, { limitInputPixels: false }).metadata(),
  );
  return [exif, xmp, iptc, comments].some((part) => part !== undefined);
}
