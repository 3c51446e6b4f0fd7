import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Accounts } from '../../../accounts/accounts.js';
import { type HoldOfficial } from '../../../holds/hold.js';
import { HoldQueries } from '../../../holds/hold-queries.js';
import { HoldLooks } from '../../../holds/hold-looks.js';
import { type PageFrame } from '../../layout/frame.js';
import { type ShownHold } from './hold-view.js';

/** Collects what the pages of a hold show. */
@Injectable()
export class HoldPages {
  constructor(
    private readonly database: DataSource,
    private readonly queries: HoldQueries,
    private readonly looks: HoldLooks,
    private readonly accounts: Accounts,
  ) {}

  /** @throws Problem 403 `own-case`, 404 */
  async show(frame: PageFrame, official: HoldOfficial, id: string): Promise<ShownHold> {
    const file = await this.looks.open(official, id);
    const people = file.history.flatMap(({ by }) => (by === null ? [] : [by]));
    return {
      file,
      names: await this.accounts.usernames(this.database.manager, people),
      today: this.queries.today(),
      accountId: official.accountId,
      oneApproval: frame.oneApproval,
    };
  }
}
