import { Global, Injectable, Module } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import { AdminAddresses, type AdminMailbox } from '../holds/admin-addresses.js';
import { Account } from './account.js';

@Injectable()
class AccountAdminAddresses extends AdminAddresses {
  override async all(manager: EntityManager): Promise<AdminMailbox[]> {
    const where = { role: 'admin', closedAt: IsNull() } as const;
    const admins = await manager.find(Account, { where, order: { id: 'ASC' } });
    return admins.map(({ id, email, locale }) => ({ accountId: id, email, locale }));
  }
}

/** Lends the admins' addresses to the holds, which lie below. */
@Global()
@Module({
  providers: [{ provide: AdminAddresses, useClass: AccountAdminAddresses }],
  exports: [AdminAddresses],
})
export class AdminAddressesModule {}
