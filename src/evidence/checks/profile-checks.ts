import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Account } from '../../accounts/account.js';
import { ProfileChanges } from '../../accounts/account-fields.js';
import { ProfileEdits } from '../../accounts/profiles.js';
import { SIMPLE_FIELDS, type SimpleField } from '../../accounts/simple-fields.js';
import { type PromiseId } from '../../policy/promises.js';
import { hasAnswered } from '../../sources/source-check.js';
import { Sources } from '../../sources/sources.js';
import { type CheckResult, looked, type PromiseCheck, undone, unknown, verdict } from '../promise-check.js';

/** P18: every personal column of an account is in the data map, and a profile has every field that the map has of one. */
@Injectable()
export class ShownFields implements PromiseCheck {
  constructor(
    private readonly database: DataSource,
    private readonly sources: Sources,
  ) {}

  async check(): Promise<CheckResult> {
    const found = await this.sources.check('portal');
    if (found === undefined || !hasAnswered(found)) return unknown('not_visible');
    const account = this.sources.mapped('portal')?.find(({ id }) => id === 'account');
    const mapped = account?.fields ?? new Map<string, never>();
    const profile = new Set(
      this.database.getMetadata(Account).columns.map(({ propertyName }) => propertyName),
    );
    const hidden = [...mapped.keys()].filter((field) => !profile.has(field)).length;
    const apart = found.unmapped.filter(({ table }) => table === account?.table).length;
    const wrong = found.problems.filter(({ values }) => values.collection === account?.id).length;
    const unmapped = apart + wrong + hidden;
    return verdict({ fields: mapped.size, unmapped }, ['unmapped', unmapped > 0 || mapped.size === 0]);
  }
}

const SAMPLES: Readonly<Record<SimpleField, (account: Account) => string>> = {
  displayName: () => 'A name for a check',
  website: () => 'https://check.example/',
  about: () => 'Words for a check.',
  locale: ({ locale }) => (locale === 'ar' ? 'fr' : 'ar'),
};

/** P19 and P20: an owner's edit changes each field and leaves the user name; null erases. Tried on an account and undone. */
@Injectable()
export class EditedFields implements PromiseCheck {
  constructor(
    private readonly database: DataSource,
    private readonly edits: ProfileEdits,
  ) {}

  async check(promise: PromiseId): Promise<CheckResult> {
    const edited = await undone(this.database, (manager) => this.edit(manager));
    if (edited === undefined) return unknown('nothing_to_look_at');
    if (promise === 'P20') return this.erasable(edited.erased);
    const username = ProfileChanges.safeParse({ username: 'another' }).success;
    return verdict(
      { fields: SIMPLE_FIELDS.length, changed: edited.changed },
      ['not_editable', edited.changed < SIMPLE_FIELDS.length],
      ['username_editable', username],
    );
  }

  private async erasable(erased: number): Promise<CheckResult> {
    const [found] = await looked<{ erasures: number; late: number }>(
      this.database,
      `SELECT count(*)::int AS erasures,
              count(*) FILTER (WHERE r.closed_at IS NULL AND r.state NOT IN ('ready', 'deferred', 'unconfirmed')
                               AND r.told IS NULL AND r.due_at < now())::int AS late
       FROM requests r JOIN request_subject s ON s.request_id = r.id
       WHERE r.kind = 'erasure' AND s.account_id IS NOT NULL`,
    );
    return verdict({ erased, ...found }, ['not_erased', erased < 3]);
  }

  private async edit(manager: EntityManager) {
    const [one] = await manager.query<{ id: string }[]>(
      `SELECT id FROM accounts WHERE closed_at IS NULL ORDER BY (role = 'member') DESC, id DESC LIMIT 1`,
    );
    const locked = one && (await this.edits.lock(manager, one.id));
    if (locked === undefined) return undefined;
    const { account } = locked;
    const visitor = { accountId: account.id, origin: {} };
    const samples = Object.fromEntries(SIMPLE_FIELDS.map((field) => [field, SAMPLES[field](account)]));
    await this.edits.apply(manager, visitor, account, ProfileChanges.parse(samples));
    const after = await manager.findOneByOrFail(Account, { id: account.id });
    const none = { displayName: null, website: null, about: null };
    await this.edits.apply(manager, visitor, after, ProfileChanges.parse(none));
    const last = await manager.findOneByOrFail(Account, { id: account.id });
    return {
      changed: SIMPLE_FIELDS.filter((field) => after[field] === samples[field]).length,
      erased: [last.displayName, last.website, last.about].filter((value) => value === null).length,
    };
  }
}

/** P21: each look and edit of the office names who, whose, which fields and why. */
@Injectable()
export class OfficeLooks implements PromiseCheck {
  constructor(private readonly database: DataSource) {}

  async check(): Promise<CheckResult> {
    const [found] = await looked<{ looks: number; bare: number }>(
      this.database,
      `SELECT count(*)::int AS looks,
              count(*) FILTER (WHERE actor IS NULL OR NOT leaf::jsonb -> 'event' -> 'digests' ? 'reason'
                OR coalesce(jsonb_array_length(detail -> 'fields'), 0) = 0)::int AS bare
       FROM (SELECT * FROM audit_events WHERE action IN ('account.viewed', 'account.changed')
             AND actor_type = 'account' AND subject IS NOT NULL ORDER BY seq DESC LIMIT 1000) e`,
    );
    if (found === undefined || found.looks === 0) return unknown('nothing_to_look_at', { looks: 0 });
    return verdict({ ...found }, ['no_reason', found.bare > 0]);
  }
}
