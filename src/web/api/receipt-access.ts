import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Principal } from '../../auth/principal.js';
import { type Receipt } from '../../erasures/receipt.js';
import { Receipts } from '../../erasures/receipts.js';
import { conflict } from '../../platform/http/problem.js';
import { RequestAccess } from '../../requests/request-access.js';

/** Receipts, each for whoever made the request. */
@Injectable()
export class ReceiptAccess {
  constructor(
    private readonly database: DataSource,
    private readonly requests: RequestAccess,
    private readonly receipts: Receipts,
  ) {}

  /** @throws Problem 404 for another's request; 409 where there is no outcome yet */
  async own(principal: Principal, reference: string): Promise<Receipt> {
    const { manager } = this.database;
    const request = await this.requests.own(manager, principal, reference);
    const receipt = await this.receipts.find(manager, request.id, 'person');
    if (receipt === undefined) throw conflict('no-receipt', 'This request has no receipt, or not yet.');
    return receipt;
  }
}
