import { Injectable, Optional } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { notFound } from '../platform/http/problem.js';
import { EmbedHosts } from './embed-hosts.js';
import { namedPolicy, policyOffice } from './policy-version.js';
import {
  type PolicyDocument,
  type PolicyOffice,
  sitePolicy,
  type SitePolicy,
  withEmbedHosts,
} from './site-policy.js';

/** A version in a list. */
export interface PolicyVersion {
  readonly version: string;
  /** `2026-11-24`, in the office's zone. */
  readonly effectiveFrom: string;
  readonly recordedAt: Date;
  /** `replaced`: it never held, since one that was published later holds from the same day on or from before. */
  readonly state: 'past' | 'in_force' | 'coming' | 'replaced';
}

/** A version beside the one that it followed. */
export interface PolicyStep {
  readonly policy: SitePolicy;
  readonly state: PolicyVersion['state'];
  /** None of the first. */
  readonly before?: SitePolicy;
}

interface StoredVersion {
  readonly version: string;
  readonly effectiveFrom: string;
  readonly policy: PolicyDocument;
}

const STORED = `version, effective_from::text AS "effectiveFrom", document->'policy' AS policy`;
/** Of those whose day has come, the one written down last: each says the whole policy, as it was meant to go on from then. */
const IN_FORCE = 'ORDER BY recorded_at DESC, effective_at DESC LIMIT 1';

/** Reads the versions of the policy. Documents never change, so each is read once and kept. */
@Injectable()
export class PublishedPolicy {
  private readonly office: PolicyOffice;
  /** What this release and the office's file say. */
  private readonly own: SitePolicy;
  private last: SitePolicy | undefined;

  constructor(
    private readonly database: DataSource,
    private readonly config: Config,
    private readonly clock: Clock,
    @Optional() private readonly embeds?: EmbedHosts,
  ) {
    this.office = policyOffice(config);
    this.own = sitePolicy(this.office);
  }

  /**
   * The policy that holds now, with the other sites that articles embed now; before any process has published one, what
   * this release says.
   * @param regimeCode of the law that a case is under, where that is not the office's own
   * @throws RangeError for an unknown regime
   */
  async inForce(regimeCode = this.config.regime): Promise<SitePolicy> {
    const policy = withEmbedHosts(await this.read(), (await this.embeds?.hosts()) ?? []);
    if (regimeCode === policy.regime.code) return policy;
    const { regime: law, authority } = sitePolicy({ ...this.office, regimeCode });
    return { ...policy, regime: law, authority };
  }

  /** All versions, the one that holds latest first. They are few: one a change of the policy. */
  async versions(): Promise<PolicyVersion[]> {
    return this.database.query<PolicyVersion[]>(
      `SELECT version, effective_from::text AS "effectiveFrom", recorded_at AS "recordedAt",
              CASE WHEN EXISTS (SELECT FROM policy_versions later WHERE later.recorded_at > v.recorded_at
                          AND later.effective_at <= v.effective_at) THEN 'replaced'
                   WHEN effective_at > $1 THEN 'coming'
                   WHEN version = (SELECT version FROM policy_versions WHERE effective_at <= $1 ${IN_FORCE}) THEN 'in_force'
                   ELSE 'past' END AS state
       FROM policy_versions v ORDER BY effective_at DESC, recorded_at DESC`,
      [this.clock.now()],
    );
  }

  /** The next version that is published and does not hold yet. */
  async coming(): Promise<PolicyVersion | undefined> {
    return (await this.versions()).filter(({ state }) => state === 'coming').at(-1);
  }

  /** @throws Problem 404 */
  async step(version: string): Promise<PolicyStep> {
    const versions = await this.versions();
    const at = versions.findIndex((one) => one.version === version);
    const found = versions[at];
    if (found === undefined) throw notFound();
    const earlier = versions.slice(at + 1).find(({ state }) => state !== 'replaced');
    return {
      policy: await this.stored(version),
      state: found.state,
      ...(earlier && { before: await this.stored(earlier.version) }),
    };
  }

  private async read(): Promise<SitePolicy> {
    const [found] = await this.database.query<{ version: string }[]>(
      `SELECT version FROM policy_versions WHERE effective_at <= $1 ${IN_FORCE}`,
      [this.clock.now()],
    );
    if (found === undefined) return this.own;
    if (this.last?.version !== found.version) this.last = await this.stored(found.version);
    return this.last;
  }

  private async stored(version: string): Promise<SitePolicy> {
    const [found] = await this.database.query<StoredVersion[]>(
      `SELECT ${STORED} FROM policy_versions WHERE version = $1`,
      [version],
    );
    if (found === undefined) throw notFound();
    const { effectiveFrom, policy } = found;
    const { name, address } = this.own.controller;
    // An older release wrote down less: what it did not know of is as this one says.
    const whole = { ...this.own, ...namedPolicy(policy, this.office) };
    return { ...whole, version, effectiveFrom, controller: { ...whole.controller, name, address } };
  }
}
