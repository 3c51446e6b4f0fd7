import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';

/** What holds tell of themselves, in force or released. */
@Injectable()
export class HoldVisibilities {
  /** Those of these holds that hide that they exist. */
  async hiding(manager: EntityManager, ids: readonly string[]): Promise<string[]> {
    if (ids.length === 0) return [];
    const rows = await manager.query<{ id: string }[]>(
      `SELECT id FROM holds WHERE id = ANY ($1) AND visibility = 'existence-hidden'`,
      [ids],
    );
    return rows.map(({ id }) => id);
  }
}
