import { Global, Injectable, Module } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type AgedRows } from '../audit/aged-rows.js';
import { type DueRows, type PurgeRun } from '../audit/retention-rule.js';
import { KeptMails, type MailsToKeep } from '../policy/kept-mails.js';
import { HoldsModule } from './holds.module.js';
import { PurgeHolds } from './purge-holds.js';

@Injectable()
class HeldMails extends KeptMails {
  constructor(private readonly holds: PurgeHolds) {
    super();
  }

  override pass(manager: EntityManager): Promise<MailsToKeep> {
    return this.holds.pass(manager, 'mails');
  }

  override due(
    manager: EntityManager,
    rows: AgedRows<MailsToKeep>,
    run: PurgeRun,
    unseen: readonly string[],
  ): Promise<DueRows> {
    return this.holds.due(manager, ['mails'], rows, run, unseen);
  }
}

/** Lends the purge of mails, which lies below, what is held. */
@Global()
@Module({
  imports: [HoldsModule],
  providers: [{ provide: KeptMails, useClass: HeldMails }],
  exports: [KeptMails],
})
export class HeldMailsModule {}
