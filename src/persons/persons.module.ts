import { Module } from '@nestjs/common';
import { PersonAddresses } from './person-addresses.js';
import { PersonsByAddress } from './persons-by-address.js';
import { Persons } from './persons.js';

/** Identifiers of members and guests alike. */
@Module({
  providers: [PersonAddresses, Persons, PersonsByAddress],
  exports: [PersonAddresses, Persons, PersonsByAddress],
})
export class PersonsModule {}
