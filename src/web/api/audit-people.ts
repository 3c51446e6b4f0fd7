import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Accounts } from '../../accounts/accounts.js';
import { type AuditFilter } from '../../audit/audit-filter.js';
import { type PersonRef } from '../../audit/audit-entry.js';
import { AuditPseudonyms } from '../../audit/audit-pseudonyms.js';
import { RequestSubjects } from '../../requests/request-subjects.js';

const IMPERSONAL = ['system', 'operator', 'anonymous'] as const;

/** Finds the log's pseudonyms for what an auditor types: a pseudonym, a user name, an address or a reference. */
@Injectable()
export class AuditPeople {
  constructor(
    private readonly database: DataSource,
    private readonly accounts: Accounts,
    private readonly subjects: RequestSubjects,
    private readonly pseudonyms: AuditPseudonyms,
  ) {}

  async actor(text: string): Promise<Pick<AuditFilter, 'actor' | 'actorType'>> {
    const impersonal = IMPERSONAL.find((type) => type === text);
    return impersonal === undefined ? { actor: await this.pseudonymsFor(text) } : { actorType: impersonal };
  }

  /** An empty list where nobody is found, which matches nothing. */
  async pseudonymsFor(text: string): Promise<string[]> {
    if (z.uuid().safeParse(text).success) return [text];
    const account = await this.accounts.byLogin(this.database.manager, text);
    const accounts: PersonRef[] = account === undefined ? [] : [{ type: 'account', id: account.id }];
    return this.pseudonyms.of([...accounts, ...(await this.requests(text))]);
  }

  private async requests(text: string): Promise<PersonRef[]> {
    const rows = await this.database.query<{ id: string }[]>(
      text.includes('@')
        ? 'SELECT request_id AS id FROM request_subject WHERE address_mac = $1 LIMIT 90'
        : 'SELECT id FROM requests WHERE reference = upper($1)',
      [text.includes('@') ? this.subjects.addressMac(text) : text],
    );
    return rows.map(({ id }) => ({ type: 'request', id }));
  }
}
