import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { close } from './mail-record.js';
import { MailJournal } from './mail-journal.js';

/** As SQL: $1 the kind, $2 the instant before which they were written. */
const OVERDUE = `kind = $1 AND state = 'queued' AND created_at < $2`;

/** Mails that could not be sent for so long that their address must not be kept any more. */
@Injectable()
export class OverdueMails {
  constructor(private readonly journal: MailJournal) {}

  /** Gives up queued mails of this kind from before `before`: their bodies go, addresses and all. @returns how many */
  async giveUp(manager: EntityManager, kind: string, before: Date): Promise<number> {
    const due = await manager.query<{ id: string }[]>(
      `SELECT id FROM outbox WHERE ${OVERDUE} ORDER BY id LIMIT 1000`,
      [kind, before],
    );
    for (const { id } of due) {
      if ((await close(manager, id, 'failed')) === undefined) continue;
      await this.journal.failed(manager, { kind }, { reason: 'unreachable' });
    }
    return due.length;
  }

  /** How many there are; stops at `most`. */
  async count(manager: EntityManager, kind: string, before: Date, most: number): Promise<number> {
    const [found] = await manager.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM (SELECT FROM outbox WHERE ${OVERDUE} LIMIT $3) AS overdue`,
      [kind, before, most],
    );
    return found?.count ?? 0;
  }
}
