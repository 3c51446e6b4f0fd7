import { Module } from '@nestjs/common';
import { DisownedRows } from './disowned-rows.js';
import { PersonAddresses } from './person-addresses.js';
import { PersonsByAddress } from './persons-by-address.js';
import { PersonLooks } from './person-looks.js';
import { Persons } from './persons.js';

/** Identifiers of members and guests alike. */
@Module({
  providers: [DisownedRows, PersonAddresses, PersonLooks, Persons, PersonsByAddress],
  exports: [DisownedRows, PersonAddresses, PersonLooks, Persons, PersonsByAddress],
})
export class PersonsModule {}
