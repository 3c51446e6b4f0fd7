import { Module } from '@nestjs/common';
import { Persons } from './persons.js';

/** Identifiers of members and guests alike. */
@Module({ providers: [Persons], exports: [Persons] })
export class PersonsModule {}
