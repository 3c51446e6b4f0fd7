import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type RestrictionInForce, Restrictions } from '../../requests/restrictions.js';

/** The restrictions in force of whoever is signed in. */
@Injectable()
export class OwnRestrictions {
  constructor(
    private readonly database: DataSource,
    private readonly restrictions: Restrictions,
  ) {}

  of(accountId: string): Promise<RestrictionInForce[]> {
    return this.restrictions.inForceOf(this.database.manager, accountId);
  }
}
