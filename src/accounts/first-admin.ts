import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { newToken, tokenHash } from '../platform/crypto/tokens.js';
import { Problem } from '../platform/http/problem.js';
import { retention } from '../policy/retention.js';
import { type Account } from './account.js';
import { type AccountForm, AccountsAdmin } from './accounts-admin.js';

/**
 * How a new portal gets its first admin: whoever starts it reads a link where it was started. Once there is an admin, no
 * such link opens anything.
 */
@Injectable()
export class FirstAdmin {
  constructor(
    private readonly database: DataSource,
    private readonly admin: AccountsAdmin,
  ) {}

  /** A new link's token, while there is no admin; earlier ones stay good until their time is over. */
  offer(): Promise<string | undefined> {
    return this.database.transaction(async (manager) => {
      const late = await this.adminExists(manager);
      await manager.query('DELETE FROM first_admin_links WHERE expires_at <= now() OR $1', [late]);
      if (late) return undefined;
      const token = newToken();
      await manager.query(
        `INSERT INTO first_admin_links (token_hash, expires_at)
         VALUES ($1, now() + $2 * interval '1 millisecond')`,
        [tokenHash(token), retention.firstAdminLink],
      );
      return token;
    });
  }

  /** @throws Problem 410 where the link opens nothing any more */
  async check(token: string): Promise<void> {
    if (!(await this.isOpen(this.database.manager, token))) throw gone();
  }

  /**
   * Makes the first admin, whose address counts as confirmed: the operator vouches for it by the link.
   * @throws Problem 410 where the link opens nothing any more; 422 for fields that cannot be accepted
   */
  async make(token: string, form: Omit<AccountForm, 'role'>): Promise<Account> {
    await this.check(token);
    const prepared = await this.admin.prepare({ ...form, role: 'admin' });
    return this.database.transaction(async (manager) => {
      // Of two who use such links at once, the second finds an admin.
      await manager.query('LOCK TABLE first_admin_links IN EXCLUSIVE MODE');
      if (!(await this.isOpen(manager, token))) throw gone();
      const { account } = await this.admin.add(manager, prepared, { type: 'operator' });
      await manager.query('DELETE FROM first_admin_links');
      return account;
    });
  }

  private async isOpen(manager: EntityManager, token: string): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      'SELECT 1 FROM first_admin_links WHERE token_hash = $1 AND expires_at > now()',
      [tokenHash(token)],
    );
    return rows.length > 0 && !(await this.adminExists(manager));
  }

  private async adminExists(manager: EntityManager): Promise<boolean> {
    const rows = await manager.query<unknown[]>("SELECT 1 FROM accounts WHERE role = 'admin' LIMIT 1");
    return rows.length > 0;
  }
}

function gone(): Problem {
  return new Problem(
    410,
    'link-used',
    'There is an admin already, or the link is out of date; start the portal again for a new one.',
  );
}
