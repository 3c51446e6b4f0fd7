import { Module } from '@nestjs/common';
import { PersonAddresses } from './person-addresses.js';
import { Persons } from './persons.js';

/** Identifiers of members and guests alike. */
@Module({ providers: [PersonAddresses, Persons], exports: [PersonAddresses, Persons] })
export class PersonsModule {}
