import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { foldWords, wordFinder } from '../platform/text/fold-words.js';

/** A word, or a few in a row, that lets a comment wait. */
export interface BlockedWord {
  readonly id: string;
  /** As an admin wrote it. */
  readonly word: string;
  readonly createdAt: Date;
}

/** So many words there can be: each comment is compared with all of them. */
export const MOST_WORDS = 1000;
const COLUMNS = 'id, word, created_at AS "createdAt"';

/** The room's table of blocked words. */
@Injectable()
export class BlockedWords {
  constructor(private readonly clock: Clock) {}

  /** In the order of their letters. */
  all(manager: EntityManager): Promise<BlockedWord[]> {
    return manager.query<BlockedWord[]>(
      `SELECT ${COLUMNS} FROM blocked_words ORDER BY folded LIMIT ${MOST_WORDS}`,
    );
  }

  /** Whether one of them is in one of the texts. */
  async isIn(manager: EntityManager, texts: readonly string[]): Promise<boolean> {
    const rows = await manager.query<{ folded: string }[]>('SELECT folded FROM blocked_words');
    const found = wordFinder(rows.map(({ folded }) => folded));
    return texts.some(found);
  }

  /** @returns undefined where the same word is among them, however it is written, or there are {@link MOST_WORDS} */
  async add(manager: EntityManager, word: string): Promise<BlockedWord | undefined> {
    const rows = await manager.query<BlockedWord[]>(
      `INSERT INTO blocked_words (word, folded, created_at)
       SELECT $1, $2, $3 WHERE (SELECT count(*) FROM blocked_words) < ${MOST_WORDS}
       ON CONFLICT (folded) DO NOTHING RETURNING ${COLUMNS}`,
      [word, foldWords(word), this.clock.now()],
    );
    return rows[0];
  }

  /** @returns undefined where there is none of this id */
  async remove(manager: EntityManager, id: string): Promise<BlockedWord | undefined> {
    const [rows] = await manager.query<[BlockedWord[], number]>(
      `DELETE FROM blocked_words WHERE id = $1 RETURNING ${COLUMNS}`,
      [id],
    );
    return rows[0];
  }
}
