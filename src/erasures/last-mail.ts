import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Config } from '../platform/config/config.js';
import { RequestMails } from '../requests/request-mails.js';
import { type ErasureRun } from '../requests/request-runs.js';
import { type Receipt } from './receipt.js';
import { receiptPage } from './receipt-page.js';

/** Tells the person the outcome, with the receipt as a file for programs and a page for people. */
@Injectable()
export class LastMail {
  constructor(
    private readonly config: Config,
    private readonly mails: RequestMails,
  ) {}

  /** @param salt with which the receipt's digest proves to be of this address; nobody else gets it */
  async add(manager: EntityManager, run: ErasureRun, receipt: Receipt, salt: string): Promise<void> {
    const file = `${receipt.reference}.json`;
    const attachments = [
      {
        filename: file,
        contentType: 'application/json',
        content: `${JSON.stringify(receipt, undefined, 2)}\n`,
      },
      {
        filename: `${receipt.reference}.html`,
        contentType: 'text/html; charset=utf-8',
        content: receiptPage(receipt, this.config.zone, file),
      },
    ];
    const tell = receipt.outcome === 'completed' ? 'erased' : 'deferred';
    await this.mails[tell](manager, run.requestId, { attachments, salt });
  }
}
