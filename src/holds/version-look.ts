import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { z } from 'zod';
import { Cursors } from '../platform/http/cursors.js';
import { HoldOwnCase } from './hold-own-case.js';
import { findHold } from './hold-row.js';

const CURSOR_OF = 'held_versions';

/** Who may look at the values of a hold, and from where on. */
@Injectable()
export class VersionLook {
  constructor(
    private readonly ownCase: HoldOwnCase,
    private readonly cursors: Cursors,
  ) {}

  async allow(manager: EntityManager, accountId: string, holdId: string): Promise<void> {
    await this.ownCase.refuse(manager, accountId, await findHold(manager, holdId));
  }

  before(holdId: string, cursor: string | undefined): string | undefined {
    return cursor === undefined ? undefined : this.cursors.open(CURSOR_OF, { holdId }, cursor, z.uuid());
  }

  next(holdId: string, rows: readonly { readonly id: string }[], limit: number): string | null {
    const last = rows[limit - 1];
    return rows.length > limit && last !== undefined
      ? this.cursors.seal(CURSOR_OF, { holdId }, last.id)
      : null;
  }
}
