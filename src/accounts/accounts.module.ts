import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/audit.module.js';
import { PersonsModule } from '../persons/persons.module.js';
import { LimitsModule } from '../platform/limits/limits.module.js';
import { Account } from './account.js';
import { Accounts } from './accounts.js';

/** People with an account. */
@Module({
  imports: [TypeOrmModule.forFeature([Account]), AuditModule, PersonsModule, LimitsModule],
  providers: [Accounts],
  exports: [Accounts],
})
export class AccountsModule {}
