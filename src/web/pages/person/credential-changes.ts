import { Injectable } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { Profiles } from '../../../accounts/profiles.js';
import { PasswordChange } from '../../../auth/password-change.js';
import { type AccountPrincipal } from '../../../auth/principal.js';
import { Clock } from '../../../platform/clock/clock.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { AskProof } from './ask-proof.js';

/** Changes of what an account signs in with, each after a fresh proof. */
@Injectable()
export class CredentialChanges {
  constructor(
    private readonly profiles: Profiles,
    private readonly passwords: PasswordChange,
    private readonly proof: AskProof,
    private readonly clock: Clock,
  ) {}

  /** @param asksPassword the last proof is too old: the form holds the password. @throws Problem 401, 429 */
  async address(
    principal: AccountPrincipal,
    email: string,
    asksPassword: boolean,
    request: Request,
    response: Response,
  ): Promise<void> {
    const { accountId } = principal;
    if (asksPassword) await this.proof.take(principal, request, response, 'current');
    const provenAt = asksPassword ? this.clock.now() : principal.authenticatedAt;
    await this.profiles.edit({ accountId, origin: originOf(request), provenAt }, accountId, { email });
  }

  /** Every session ends. @throws Problem 401, 422, 429 */
  async password(
    principal: AccountPrincipal,
    form: { readonly current: string; readonly password: string },
    request: Request,
  ): Promise<void> {
    await this.passwords.change(principal, form.current, form.password, originOf(request));
  }
}
