import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../audit/audit-log.js';
import { type Origin } from '../platform/http/origin.js';
import { invalidField } from '../platform/http/problem.js';
import { type Locale } from '../platform/i18n/locale.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { RateLimits } from '../platform/limits/rate-limits.js';
import { retention } from '../policy/retention.js';
import { type RegistrationForm, refuseGuessable } from './account-fields.js';
import { registrationLimits } from './account-limits.js';
import { Accounts } from './accounts.js';
import { Passwords } from './passwords.js';
import { mailRegistration } from './registration-mail.js';

/** What a registration writes. */
@Injectable()
export class RegistrationWork {
  constructor(
    private readonly jobs: Jobs,
    private readonly log: AuditLog,
  ) {}

  async add(
    manager: EntityManager,
    form: Omit<RegistrationForm, 'password'> & { readonly passwordHash: string },
    origin: Origin,
  ): Promise<void> {
    // Becomes the account's id, so that the log knows one person before and after.
    const id = uuidv7();
    await manager.query(
      `INSERT INTO registrations (id, username, email, display_name, locale, password_hash, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, now() + $7 * interval '1 millisecond')`,
      [
        id,
        form.username,
        form.email,
        form.displayName ?? null,
        form.locale,
        form.passwordHash,
        retention.registration,
      ],
    );
    await this.log.append(manager, {
      action: 'account.registered',
      actor: { type: 'account', id },
      values: { ip: origin.ip, userAgent: origin.userAgent },
    });
    await this.jobs.enqueue(manager, mailRegistration, { registrationId: id });
  }
}

/**
 * Takes registrations. Whether the address is known makes no difference here, in the answer or in what it costs: every
 * call hashes the password, writes the same row and asks for the same job, and only the job looks (I6). A registration
 * takes nothing from anybody: it reserves neither the address nor the user name.
 */
@Injectable()
export class Registrations {
  constructor(
    private readonly database: DataSource,
    private readonly accounts: Accounts,
    private readonly passwords: Passwords,
    private readonly limits: RateLimits,
    private readonly work: RegistrationWork,
  ) {}

  /**
   * @param fallback the caller's language, where the form names none
   * @throws Problem 422 for a taken user name or a password that is easily guessed; 429; 503
   */
  async register(form: RegistrationForm, fallback: Locale, origin: Origin): Promise<void> {
    await this.limits.take(...registrationLimits(origin.ip, form.email));
    refuseGuessable(form.password, form);
    if ((await this.accounts.byUsername(form.username)) !== undefined) {
      throw invalidField('/username', 'This user name is taken; choose another.');
    }
    const passwordHash = await this.passwords.hash(form.password);
    const locale = form.locale ?? fallback;
    await this.database.transaction((manager) =>
      this.work.add(manager, { ...form, locale, passwordHash }, origin),
    );
  }
}
