import { Injectable } from '@nestjs/common';
import { type Principal } from '../../../auth/principal.js';
import { type RequestKind } from '../../../policy/request-kinds.js';
import { RequestQueries } from '../../../requests/request-queries.js';
import { OwnConsents } from '../../api/own-consents.js';
import { type Answers, type Asker, isAboutAnother, kindIn } from './ask-answers.js';

/** Kinds that take in everything about a person: a second one beside the first adds nothing. */
const ONE_IS_ENOUGH: readonly RequestKind[] = ['export', 'erasure'];

/** Finds out of whoever fills the form in what its questions go by. */
@Injectable()
export class Askers {
  constructor(
    private readonly requests: RequestQueries,
    private readonly consents: OwnConsents,
  ) {}

  /** Nothing is looked up for who has no account: what a page shows would tell of any address that is typed (I6). */
  async of(principal: Principal | undefined, answers: Answers): Promise<Asker> {
    if (principal?.type !== 'account') return { guest: true, consents: [] };
    const kind = kindIn(answers);
    if (kind === undefined || isAboutAnother(answers)) return { guest: false, consents: [] };
    return {
      guest: false,
      consents: kind === 'consent_withdrawal' ? await this.consents.inForce(principal.accountId) : [],
      open: ONE_IS_ENOUGH.includes(kind) ? await this.requests.openOwn(principal, kind) : undefined,
    };
  }
}
