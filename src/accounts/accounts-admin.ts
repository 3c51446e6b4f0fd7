import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { type Actor } from '../audit/audit-entry.js';
import { AuditLog } from '../audit/audit-log.js';
import { check } from '../platform/http/input-checker.js';
import { type FieldProblem, invalidFields } from '../platform/http/problem.js';
import { emailAddress } from '../platform/http/text-schemas.js';
import { retention } from '../policy/retention.js';
import { type Account, ROLES } from './account.js';
import { displayName, locale, password, refuseGuessable, username } from './account-fields.js';
import { AccountOpening } from './account-opening.js';
import { AccountTokens } from './account-tokens.js';
import { Passwords } from './passwords.js';

const AccountForm = z.strictObject({
  role: z.enum(ROLES, { error: `One of ${ROLES.join(', ')}.` }),
  username,
  email: emailAddress,
  password: password.optional(),
  displayName: displayName.optional(),
  locale: locale.optional(),
});

/** An account as the operator asks for it. */
export type AccountForm = z.input<typeof AccountForm>;

export interface CreatedAccount {
  readonly account: Account;
  /** Where no password was given: the token of a link by which its owner chooses one, once, at `/set-up/{token}`. */
  readonly setUpToken?: string;
}

/** A form that can be accepted, with its password hashed. */
export interface PreparedAccount {
  readonly checked: z.output<typeof AccountForm>;
  readonly passwordHash: string | null;
}

/** Accounts made by the operator, who vouches for their addresses. */
@Injectable()
export class AccountsAdmin {
  constructor(
    private readonly database: DataSource,
    private readonly opening: AccountOpening,
    private readonly tokens: AccountTokens,
    private readonly passwords: Passwords,
    private readonly log: AuditLog,
  ) {}

  /** @throws Problem 422 for fields that cannot be accepted; 409 where address or user name is an account's already */
  async create(form: AccountForm, actor: Actor = { type: 'operator' }): Promise<CreatedAccount> {
    const prepared = await this.prepare(form);
    return this.database.transaction((manager) => this.add(manager, prepared, actor));
  }

  /** Checks the form and hashes its password, before anything is locked. @throws Problem 422 */
  async prepare(form: AccountForm): Promise<PreparedAccount> {
    const problems: FieldProblem[] = [];
    const checked = check<z.output<typeof AccountForm>>(AccountForm, form, '/', problems);
    if (checked === undefined) throw invalidFields(...problems);
    if (checked.password !== undefined) refuseGuessable(checked.password, checked);
    const passwordHash = checked.password === undefined ? null : await this.passwords.hash(checked.password);
    return { checked, passwordHash };
  }

  /** @throws Problem 409 where address or user name is an account's already */
  async add(
    manager: EntityManager,
    { checked, passwordHash }: PreparedAccount,
    actor: Actor,
  ): Promise<CreatedAccount> {
    const account = await this.opening.open(manager, {
      id: uuidv7(),
      username: checked.username,
      email: checked.email,
      role: checked.role,
      displayName: checked.displayName ?? null,
      locale: checked.locale ?? 'ar',
      passwordHash,
    });
    await this.log.append(manager, {
      action: 'account.created',
      actor,
      subject: { type: 'account', id: account.id },
      detail: { role: account.role },
    });
    if (passwordHash !== null) return { account };
    const what = { accountId: account.id, kind: 'set_up' } as const;
    return { account, setUpToken: await this.tokens.make(manager, what, retention.setUpLink) };
  }
}
