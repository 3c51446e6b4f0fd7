import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { SessionCookie } from '../../auth/session-cookie.js';
import { Sessions } from '../../auth/sessions.js';
import { Config } from '../../platform/config/config.js';
import { tokenHash } from '../../platform/crypto/tokens.js';
import { servedName } from '../../policy/cookies.js';
import { type PromiseId } from '../../policy/promises.js';
import { PublishedPolicy } from '../../policy/published-policy.js';
import { caught, type AskedCookie } from '../asked-cookies.js';
import { type CheckResult, looked, type PromiseCheck, undone, unknown, verdict } from '../promise-check.js';

/** Any account that is open: a session is opened for it, and undone. */
async function anyAccount(manager: EntityManager): Promise<string | undefined> {
  const [found] = await manager.query<{ id: string }[]>(
    'SELECT id FROM accounts WHERE closed_at IS NULL ORDER BY id LIMIT 1',
  );
  return found?.id;
}

async function lengthOf(manager: EntityManager, token: string): Promise<number | undefined> {
  const [row] = await manager.query<{ seconds: number }[]>(
    `SELECT round(extract(epoch FROM expires_at - now()))::int AS seconds FROM sessions WHERE token_hash = $1`,
    [tokenHash(token)],
  );
  return row?.seconds;
}

/** P09 and P11: cookie and session last as long as the published policy says, and no session longer. */
@Injectable()
export class SessionLengths implements PromiseCheck {
  constructor(
    private readonly database: DataSource,
    private readonly sessions: Sessions,
    private readonly cookie: SessionCookie,
    private readonly policy: PublishedPolicy,
    private readonly config: Config,
  ) {}

  async check(promise: PromiseId): Promise<CheckResult> {
    const remembered = promise === 'P11';
    const { cookies } = await this.policy.inForce();
    const told = cookies.find(({ promises }) => promises.includes(promise));
    const policySeconds = (remembered ? told?.rememberedSeconds : told?.seconds) ?? 0;
    const made = await undone(this.database, async (manager) => {
      const account = await anyAccount(manager);
      if (account === undefined) return undefined;
      const session = await this.sessions.open(manager, account, remembered, {});
      const [sent] = await caught(this.https, (response) => this.cookie.set(response, session));
      return { sent, sessionSeconds: await lengthOf(manager, session.token) };
    });
    if (made === undefined) return unknown('nothing_to_look_at');
    const [found] = await looked<{ sessions: number; longer: number }>(
      this.database,
      `SELECT count(*)::int AS sessions,
              count(*) FILTER (WHERE expires_at - created_at > ($2 + 1) * interval '1 second')::int AS longer
       FROM sessions WHERE account_id IS NOT NULL AND remembered = $1`,
      [remembered, policySeconds],
    );
    const { sent, sessionSeconds = 0 } = made;
    const cookieSeconds = sent?.seconds ?? 0;
    return verdict(
      { policySeconds, cookieSeconds, sessionSeconds, ...found },
      ['cookie_differs', cookieSeconds !== policySeconds || !this.isDeclared(sent)],
      ['session_differs', sessionSeconds !== policySeconds],
      ['lives_too_long', (found?.longer ?? 0) > 0],
    );
  }

  private get https(): boolean {
    return this.config.baseUrl.startsWith('https:');
  }

  private isDeclared(sent: AskedCookie | undefined): boolean {
    return sent?.guarded === true && sent.name === servedName('athar_session', this.https);
  }
}

/** P12: a session that is ended is gone with its transaction, its cookie is dropped, and signing out everywhere left none. */
@Injectable()
export class SignedOut implements PromiseCheck {
  constructor(
    private readonly database: DataSource,
    private readonly sessions: Sessions,
    private readonly cookie: SessionCookie,
    private readonly config: Config,
  ) {}

  async check(): Promise<CheckResult> {
    const stays = await undone(this.database, async (manager) => {
      const account = await anyAccount(manager);
      if (account === undefined) return undefined;
      const { token } = await this.sessions.open(manager, account, false, {});
      const [session] = await manager.query<{ id: string }[]>(
        'SELECT id FROM sessions WHERE token_hash = $1',
        [tokenHash(token)],
      );
      await this.sessions.end(manager, session?.id ?? '');
      return (await lengthOf(manager, token)) !== undefined;
    });
    if (stays === undefined) return unknown('nothing_to_look_at');
    const https = this.config.baseUrl.startsWith('https:');
    const dropped = (await caught(https, (response) => this.cookie.clear(response))).some(
      (one) => one.name === this.cookie.name && one.dropped && one.guarded,
    );
    const [found] = await looked<{ signOuts: number; left: number }>(
      this.database,
      `WITH outs AS (
         SELECT at, actor FROM audit_events WHERE action = 'auth.logged_out' AND detail ->> 'everywhere' = 'true'
         ORDER BY seq DESC LIMIT 1000
       )
       SELECT (SELECT count(*)::int FROM (SELECT FROM audit_events WHERE action = 'auth.logged_out' LIMIT 100000) e)
                AS "signOuts",
              count(DISTINCT s.id)::int AS left
       FROM outs JOIN audit_pseudonyms p ON p.id = outs.actor AND p.kind = 'account' AND NOT p.forgotten
       JOIN sessions s ON s.account_id = p.owner AND s.created_at < outs.at AND s.expires_at > now()`,
    );
    return verdict(
      { ...found },
      ['session_stays', stays || (found?.left ?? 0) > 0],
      ['cookie_differs', !dropped],
    );
  }
}
