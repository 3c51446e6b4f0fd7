import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { DataSource } from 'typeorm';
import { type z } from 'zod';
import { Accounts } from '../../accounts/accounts.js';
import { type Hold, type HoldForm } from '../../holds/hold.js';
import { type HoldStep } from '../../holds/hold-history.js';
import { Config } from '../../platform/config/config.js';
import { type Names } from './hold-presenter.js';
import { type HoldFormBody } from './hold-schemas.js';

/** Turns what an admin typed into a hold's form, and account ids into user names. */
@Injectable()
export class HoldDesk {
  constructor(
    private readonly database: DataSource,
    private readonly accounts: Accounts,
    private readonly config: Config,
  ) {}

  form(body: z.output<typeof HoldFormBody>): HoldForm {
    const { from, to, ...scope } = body.scope;
    return { ...body, scope: { ...scope, from: this.instant(from, 0), to: this.instant(to, 1) } };
  }

  async names(holds: readonly Hold[], history: readonly HoldStep[] = []): Promise<Names> {
    const ids = [
      ...holds.flatMap((hold) => [hold.placedBy, hold.releaseAskedBy, hold.releaseConfirmedBy]),
      ...history.map(({ by }) => by),
    ];
    return this.accounts.usernames(
      this.database.manager,
      ids.filter((id) => id !== null),
    );
  }

  /** A day where the office is: its beginning, or that of the day after it. */
  private instant(given: Date | string | undefined, days: number): Date | undefined {
    if (given === undefined || given instanceof Date) return given;
    const day = Temporal.PlainDate.from(given).add({ days });
    return new Date(day.toZonedDateTime(this.config.zone).epochMilliseconds);
  }
}
