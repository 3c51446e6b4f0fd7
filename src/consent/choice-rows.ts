import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { OPEN_ACCOUNT } from '../accounts/account.js';
import { type ConsentNotice, noticeId } from './consent-notice.js';
import { type ConsentRecord, type HowAnswered } from './consent-record-shape.js';

/** An answer to the cookie banner. */
export interface CookieChoice {
  readonly id: string;
  /** Null while no account is linked to it. */
  readonly personId: string | null;
  readonly policyVersion: string;
  /** BCP 47. */
  readonly language: string;
  readonly how: HowAnswered;
  /** The browser sent `Sec-GPC: 1` with it. */
  readonly gpc: boolean;
  readonly decidedAt: Date;
  readonly validUntil: Date;
  readonly endedHow: 'withdrawn' | 'replaced' | null;
  readonly record: ConsentRecord;
}

const COLUMNS = `id, person_id AS "personId", policy_version AS "policyVersion", language, how, gpc,
  decided_at AS "decidedAt", valid_until AS "validUntil", ended_how AS "endedHow", record`;

/** True of an answer that is somebody's still, or nobody's: one that an erasure left to holds is gone to everybody. */
const NOT_LEFT = `(person_id IS NULL OR EXISTS (SELECT FROM accounts a
  WHERE a.person_id = cookie_choices.person_id AND ${OPEN_ACCOUNT}))`;

/** The room's tables of answers to the banner and of what was shown with them. */
@Injectable()
export class ChoiceRows {
  async byId(manager: EntityManager, id: string): Promise<CookieChoice | undefined> {
    const rows = await manager.query<CookieChoice[]>(
      `SELECT ${COLUMNS} FROM cookie_choices WHERE id = $1 AND ${NOT_LEFT}`,
      [id],
    );
    return rows[0];
  }

  /** As `byId`, and nobody else changes it until the caller's transaction ends. */
  async lock(manager: EntityManager, id: string): Promise<CookieChoice | undefined> {
    const rows = await manager.query<CookieChoice[]>(
      `SELECT ${COLUMNS} FROM cookie_choices WHERE id = $1 AND ${NOT_LEFT} FOR NO KEY UPDATE`,
      [id],
    );
    return rows[0];
  }

  /** What was shown with an answer. */
  async notice(manager: EntityManager, choiceId: string): Promise<ConsentNotice | undefined> {
    const rows = await manager.query<{ body: ConsentNotice }[]>(
      `SELECT n.body FROM consent_notices n JOIN cookie_choices c ON c.notice_id = n.id WHERE c.id = $1`,
      [choiceId],
    );
    return rows[0]?.body;
  }

  async insert(
    manager: EntityManager,
    choice: Omit<CookieChoice, 'endedHow'>,
    notice: ConsentNotice,
  ): Promise<void> {
    const shown = noticeId(notice);
    await manager.query(
      `INSERT INTO consent_notices (id, language, policy_version, body, first_used_at)
       VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING`,
      [shown, notice.language, notice.policyVersion, JSON.stringify(notice), choice.decidedAt],
    );
    await manager.query(
      `INSERT INTO cookie_choices (id, person_id, notice_id, policy_version, language, how, gpc, decided_at, valid_until, record)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        choice.id,
        choice.personId,
        shown,
        choice.policyVersion,
        choice.language,
        choice.how,
        choice.gpc,
        choice.decidedAt,
        choice.validUntil,
        JSON.stringify(choice.record),
      ],
    );
  }

  /** Writes what became of an answer. @param how undefined where it stands, but for some of its purposes */
  async update(
    manager: EntityManager,
    id: string,
    record: ConsentRecord,
    at: Date,
    how: 'withdrawn' | 'replaced' | undefined,
  ): Promise<void> {
    await manager.query(
      `UPDATE cookie_choices SET record = $2, ended_at = CASE WHEN $4::text IS NULL THEN ended_at ELSE $3 END,
              ended_how = coalesce($4, ended_how)
       WHERE id = $1`,
      [id, JSON.stringify(record), at, how ?? null],
    );
  }

  /** From now on the answer is a person's. It had none before. */
  async link(manager: EntityManager, id: string, personId: string): Promise<void> {
    await manager.query('UPDATE cookie_choices SET person_id = $2 WHERE id = $1', [id, personId]);
    await manager.query('UPDATE consents SET person_id = $2 WHERE choice_id = $1 AND person_id IS NULL', [
      id,
      personId,
    ]);
  }
}
