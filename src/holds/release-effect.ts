import { Inject, Injectable, Optional } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Jobs } from '../platform/jobs/jobs.js';
import { Gates } from './gates.js';
import { type Hold } from './hold.js';
import { HoldAddresses } from './hold-addresses.js';
import { holdJobs } from './hold-jobs.js';
import { HoldReleaseListener } from './hold-release-listener.js';
import { changeHold } from './hold-row.js';
import { HoldScopes } from './hold-scopes.js';

/** A try that comes before the release's time, by the database's clock, waits at least so long. */
const LEAST_WAIT = 30_000;

/** What a release changes, once it is confirmed and its time has come. */
@Injectable()
export class ReleaseEffect {
  constructor(
    private readonly scopes: HoldScopes,
    private readonly gates: Gates,
    private readonly jobs: Jobs,
    private readonly addresses: HoldAddresses,
    @Optional() @Inject(HoldReleaseListener) private readonly listener?: HoldReleaseListener,
  ) {}

  /** The caller has closed the gates. Values that this hold alone kept go with it. */
  async now(manager: EntityManager, hold: Hold, at: Date): Promise<void> {
    await this.gates.raise(manager, this.scopes.sourcesOf(hold));
    await changeHold(manager, hold, { releasedAt: at });
    await this.addresses.afterRelease(manager, hold);
    await manager.query(
      `DELETE FROM held_versions v WHERE v.holds @> ARRAY[$1]::uuid[]
         AND NOT EXISTS (SELECT FROM holds h WHERE h.id = ANY (v.holds) AND h.released_at IS NULL)`,
      [hold.id],
    );
    await this.listener?.released(manager, hold.id);
  }

  async later(manager: EntityManager, hold: Hold, now: Date): Promise<void> {
    const at = Math.max(hold.releaseAt?.getTime() ?? 0, now.getTime() + LEAST_WAIT);
    await this.jobs.enqueue(
      manager,
      holdJobs.release,
      { holdId: hold.id },
      { key: hold.id, runAt: new Date(at) },
    );
  }
}
