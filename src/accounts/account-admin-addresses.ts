import { Global, Injectable, Module } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { AdminAddresses, type AdminMailbox } from '../holds/admin-addresses.js';
import { Account } from './account.js';

@Injectable()
class AccountAdminAddresses extends AdminAddresses {
  override async all(manager: EntityManager): Promise<AdminMailbox[]> {
    const admins = await manager.find(Account, { where: { role: 'admin' }, order: { id: 'ASC' } });
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
