import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { type Response } from 'express';
import { type Readable } from 'node:stream';
import { type Actor } from '../../audit/audit-entry.js';
import { BundleDownloads } from '../../exports/bundle-downloads.js';
import { Bundles } from '../../exports/bundles.js';
import { type Origin } from '../../platform/http/origin.js';
import { type ByteRange } from '../../platform/storage/object-store.js';
import { type OwnBundle } from './bundle-access.js';
import { type Sent, sendBytes } from './send-bytes.js';

/** Who fetches. */
export interface BundleCaller {
  readonly actor: Actor;
  readonly origin: Origin;
}

/** Sends a bundle, or a part of it, and records what was sent. */
@Injectable()
export class BundleSending implements BeforeApplicationShutdown {
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly bundles: Bundles,
    private readonly downloads: BundleDownloads,
  ) {}

  open({ bundle }: OwnBundle, range: ByteRange | undefined): Promise<Readable> {
    return this.bundles.open(bundle.objectKey, range);
  }

  /**
   * The response has its head already. What a caller who hangs up has got until then is recorded too.
   * @param length bytes that `content` has
   */
  async send(
    own: OwnBundle,
    content: Readable,
    length: number,
    response: Response,
    caller: BundleCaller,
  ): Promise<void> {
    const sending = sendBytes(content, response, length).then((sent) => this.record(own, sent, caller));
    this.underWay.add(sending);
    await sending.finally(() => this.underWay.delete(sending));
  }

  /** No download goes unrecorded because the process ends right after it: its connections are closed by now. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.allSettled(this.underWay);
  }

  private record(
    { requestId, reference, bundle }: OwnBundle,
    { bytes, whole }: Sent,
    caller: BundleCaller,
  ): Promise<void> {
    const full = whole && bytes === bundle.bytes;
    return this.downloads.record({ requestId, reference, ...caller, full, bytes });
  }
}
