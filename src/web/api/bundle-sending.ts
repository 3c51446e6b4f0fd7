import { Injectable, Logger } from '@nestjs/common';
import { type Response } from 'express';
import { type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Actor } from '../../audit/audit-entry.js';
import { BundleDownloads } from '../../exports/bundle-downloads.js';
import { Bundles } from '../../exports/bundles.js';
import { type Origin } from '../../platform/http/origin.js';
import { describeError } from '../../platform/jobs/describe-error.js';
import { type ByteRange } from '../../platform/storage/object-store.js';
import { type OwnBundle } from './bundle-access.js';

/** Sends a bundle, or a part of it, and records what was sent. */
@Injectable()
export class BundleSending {
  private readonly logger = new Logger('Bundles');

  constructor(
    private readonly bundles: Bundles,
    private readonly downloads: BundleDownloads,
  ) {}

  open({ bundle }: OwnBundle, range: ByteRange | undefined): Promise<Readable> {
    return this.bundles.open(bundle.objectKey, range);
  }

  /** The response has its head already. A caller who hangs up has what was sent until then; that is recorded too. */
  async send(
    own: OwnBundle,
    content: Readable,
    response: Response,
    caller: { readonly actor: Actor; readonly origin: Origin },
  ): Promise<void> {
    const { requestId, reference, bundle } = own;
    let bytes = 0;
    let whole = false;
    try {
      await pipeline(
        content,
        async function* (source: AsyncIterable<Buffer>) {
          for await (const chunk of source) {
            bytes += chunk.length;
            yield chunk;
          }
        },
        response,
      );
      whole = bytes === bundle.bytes;
    } catch (error) {
      this.logger.warn({ error: describeError(error) }, 'a download was broken off');
    }
    await this.downloads.record({ requestId, reference, ...caller, full: whole, bytes });
  }
}
