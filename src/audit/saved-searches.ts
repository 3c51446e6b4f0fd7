import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { conflict, type FieldProblem, invalidFields, notFound } from '../platform/http/problem.js';
import { isAddress } from '../platform/text/plain-address.js';
import { type AuditFilter, checkFilter } from './audit-filter.js';

/** A search that an auditor keeps under a name. */
export interface SavedSearch {
  readonly id: string;
  readonly name: string;
  readonly filter: AuditFilter;
  readonly createdAt: Date;
}

/** Searches that one auditor may keep. */
const MOST = 50;

/** Parts of a filter that are personal values themselves, or may be: a search that has one is not kept. */
const VALUES = ['ip', 'q'] as const;

/** Searches that auditors keep, each for its auditor alone. People stand in them as pseudonyms. */
@Injectable()
export class SavedSearches {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** The newest first. */
  list(accountId: string): Promise<SavedSearch[]> {
    return this.dataSource.query<SavedSearch[]>(
      `SELECT id, name, filter, created_at AS "createdAt" FROM audit_searches WHERE account_id = $1 ORDER BY id DESC`,
      [accountId],
    );
  }

  /** @throws Problem 422 for a filter by a personal value, or a name that looks like one; 409 for one search too many */
  async save(accountId: string, name: string, filter: AuditFilter): Promise<SavedSearch> {
    const checked = checkFilter(filter);
    const problems: FieldProblem[] = VALUES.filter((part) => checked[part] !== undefined).map((part) => ({
      pointer: `/filter/${part}`,
      message: 'A search by a text or an IP address is not kept.',
    }));
    if (isAddress(name)) {
      problems.push({ pointer: '/name', message: 'A name that holds no address.' });
    }
    if (problems.length > 0) throw invalidFields(...problems);
    const [saved] = await this.dataSource.query<SavedSearch[]>(
      `INSERT INTO audit_searches (account_id, name, filter, created_at)
       SELECT $1, $2, $3, $4 WHERE (SELECT count(*) FROM audit_searches WHERE account_id = $1) < ${MOST}
       RETURNING id, name, filter, created_at AS "createdAt"`,
      [accountId, name, JSON.stringify(checked), this.clock.now()],
    );
    if (saved === undefined)
      throw conflict('too-many-searches', `At most ${MOST} searches; delete one first.`);
    return saved;
  }

  /** @throws Problem 404 */
  async remove(accountId: string, id: string): Promise<void> {
    const [, count] = await this.dataSource.query<[unknown, number]>(
      'DELETE FROM audit_searches WHERE id = $1 AND account_id = $2',
      [id, accountId],
    );
    if (count === 0) throw notFound();
  }
}
