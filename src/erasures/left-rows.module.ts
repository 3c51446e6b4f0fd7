import { Global, Module } from '@nestjs/common';
import { HoldsModule } from '../holds/holds.module.js';
import { LeftRows } from '../sources/left-rows.js';
import { PersonsModule } from '../persons/persons.module.js';
import { SourcesModule } from '../sources/sources.module.js';
import { ErasedAddresses } from './erased-addresses.js';
import { UntoldRows } from './untold-rows.js';

/** What the rooms below ask of rows that erasures left; global, since they cannot import this room. */
@Global()
@Module({
  imports: [HoldsModule, PersonsModule, SourcesModule],
  providers: [UntoldRows, ErasedAddresses, { provide: LeftRows, useExisting: ErasedAddresses }],
  exports: [ErasedAddresses, LeftRows, UntoldRows],
})
export class LeftRowsModule {}
