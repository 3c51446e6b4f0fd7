import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Actor } from '../audit/audit-entry.js';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../platform/clock/clock.js';
import { type Finding, finding } from './finding.js';
import { type Fingerprint, fingerprintMarks, fingerprintText, isSameDatabase } from './fingerprint.js';
import { Sources } from './sources.js';
import { SourceUnavailable } from './source-unavailable.js';

/** Which database and site each source was when erasing in it was allowed: in another one nothing is erased. */
@Injectable()
export class SourcePins {
  constructor(
    private readonly sources: Sources,
    private readonly database: DataSource,
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** The database that is read. @throws SourceUnavailable where it is another one than was accepted */
  async check(source: string): Promise<void> {
    const found = await this.sources.fingerprint(source);
    if (found !== undefined) await this.demand(source, found);
  }

  /** What keeps the source from being erased in, as far as its database is another one; nothing is accepted by looking. */
  async problems(source: string): Promise<readonly Finding[]> {
    try {
      const pinned = await this.find(this.database.manager, source);
      const found = await this.sources.fingerprint(source);
      if (pinned !== undefined && found !== undefined) refuseOther(source, pinned, found);
      return [];
    } catch (error) {
      if (error instanceof SourceUnavailable) return error.findings;
      throw error;
    }
  }

  /** When the database of each source was accepted; of those that are pinned. */
  async since(): Promise<ReadonlyMap<string, Date>> {
    const rows = await this.database.query<{ source: string; at: Date }[]>(
      'SELECT source, pinned_at AS at FROM source_pins',
    );
    return new Map(rows.map(({ source, at }) => [source, at]));
  }

  /**
   * The first database that is met is the one that was meant. Small changes that leave no doubt are followed.
   * @throws SourceUnavailable where it is another one
   */
  async demand(source: string, found: Fingerprint): Promise<void> {
    const pinned = await this.find(this.database.manager, source);
    if (pinned === undefined) return this.keep({ type: 'system' }, source, found, undefined);
    refuseOther(source, pinned, found);
    if (fingerprintText(pinned) !== fingerprintText(found))
      await this.keep({ type: 'system' }, source, found, pinned);
  }

  /** Accepts the database that is there now. @returns the one that was accepted before */
  async accept(actor: Actor, source: string, found: Fingerprint): Promise<Fingerprint | undefined> {
    const pinned = await this.find(this.database.manager, source);
    await this.keep(actor, source, found, pinned);
    return pinned;
  }

  private async find(manager: EntityManager, source: string): Promise<Fingerprint | undefined> {
    const [row] = await manager.query<{ fingerprint: Fingerprint }[]>(
      'SELECT fingerprint FROM source_pins WHERE source = $1',
      [source],
    );
    return row?.fingerprint;
  }

  /** Does nothing where somebody else changed it since. */
  private async keep(
    actor: Actor,
    source: string,
    found: Fingerprint,
    before: Fingerprint | undefined,
  ): Promise<void> {
    await this.database.transaction(async (manager) => {
      const rows = await manager.query<unknown[]>(
        `INSERT INTO source_pins AS p (source, fingerprint, pinned_at) VALUES ($1, $2, $3)
         ON CONFLICT (source) DO UPDATE SET fingerprint = excluded.fingerprint, pinned_at = excluded.pinned_at
         WHERE p.fingerprint = $4 RETURNING source`,
        [source, found, this.clock.now(), before ?? null],
      );
      if (rows.length === 0) return;
      await this.log.append(manager, {
        action: 'source.pinned',
        actor,
        detail: { source, first: before === undefined },
      });
    });
  }
}

function refuseOther(source: string, pinned: Fingerprint, found: Fingerprint): void {
  if (isSameDatabase(pinned, found)) return;
  const values = { source, pinned: fingerprintMarks(pinned), found: fingerprintMarks(found) };
  throw new SourceUnavailable(source, finding('otherDatabase', values));
}
