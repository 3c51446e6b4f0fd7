import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { tokenHash } from '../platform/crypto/tokens.js';
import { type Origin } from '../platform/http/origin.js';
import { invalidField } from '../platform/http/problem.js';
import { AccountOpening, type NewAccount } from './account-opening.js';

/** Makes an account of a registration whose link was used. */
@Injectable()
export class RegistrationConfirmation {
  constructor(
    private readonly database: DataSource,
    private readonly opening: AccountOpening,
    private readonly log: AuditLog,
  ) {}

  /**
   * @throws Problem 422 where the link is unknown, used or out of date; 409 `already-confirmed` where the address became
   * an account's meanwhile, `username-taken` where the user name did
   */
  async confirm(token: string, origin: Origin): Promise<void> {
    await this.database.transaction(async (manager) => {
      const registration = await this.lock(manager, token);
      if (registration === undefined) {
        throw invalidField('/token', 'This link was used before or is out of date; register again.');
      }
      await this.opening.open(manager, { ...registration, role: 'member' });
      await manager.query('DELETE FROM registrations WHERE id = $1', [registration.id]);
      await this.log.append(manager, {
        action: 'account.confirmed',
        actor: { type: 'account', id: registration.id },
        values: { ip: origin.ip, userAgent: origin.userAgent, email: registration.email },
      });
    });
  }

  private async lock(manager: EntityManager, token: string): Promise<Omit<NewAccount, 'role'> | undefined> {
    const rows = await manager.query<Omit<NewAccount, 'role'>[]>(
      `SELECT id, username, email, display_name AS "displayName", locale, password_hash AS "passwordHash"
       FROM registrations WHERE token_hash = $1 AND expires_at > now() FOR UPDATE`,
      [tokenHash(token)],
    );
    return rows[0];
  }
}
