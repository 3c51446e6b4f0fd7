import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { ProfileChanges } from '../../../accounts/account-fields.js';
import { Profiles } from '../../../accounts/profiles.js';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type AccountPrincipal } from '../../../auth/principal.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { Html } from '../../layout/html.js';
import { page } from '../../layout/page.js';
import { doneAt } from '../done-link.js';
import { fieldErrors } from '../field-errors.js';
import { checkForm, refusalOf, showAgain, typed, waitMinutes } from '../form-input.js';
import { PageFrames } from '../page-frames.js';
import { ProfileForm } from './account-forms.js';

const SENTENCES = {
  displayName: 'error.displayName',
  website: 'error.website',
  about: 'error.about',
  locale: 'error.locale',
} as const;

/** Editing one's own profile. */
@Controller('account/profile')
@Allow('member')
export class ProfilePagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly profiles: Profiles,
  ) {}

  @Get()
  @Html()
  async form(@CurrentPrincipal() { accountId }: AccountPrincipal, @Req() request: Request): Promise<string> {
    const { account } = await this.profiles.view({ accountId, origin: originOf(request) }, accountId);
    const { displayName, website, about, locale } = account;
    const fields = { displayName: displayName ?? '', website: website ?? '', about: about ?? '', locale };
    return page(ProfileForm({ frame: await this.frames.of(request), fields, errors: [] }));
  }

  /** An emptied field is erased at once. */
  @Post()
  async save(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const fields = {
      displayName: typed(request, 'displayName'),
      website: typed(request, 'website').trim(),
      about: typed(request, 'about'),
      locale: typed(request, 'locale'),
    };
    const orNull = (text: string) => (text.trim() === '' ? null : text);
    try {
      const changes = checkForm(ProfileChanges, {
        displayName: orNull(fields.displayName),
        website: orNull(fields.website),
        about: orNull(fields.about.replace(/\r\n/g, '\n')),
        locale: fields.locale,
      });
      await this.profiles.edit({ accountId, origin: originOf(request) }, accountId, changes);
      response.redirect(303, doneAt(this.frames.make(request), '/account', 'done.profileSaved'));
    } catch (error) {
      const refusal = refusalOf(error);
      const frame = await this.frames.of(request);
      const errors = fieldErrors(frame, refusal, SENTENCES);
      const view = { frame, fields, errors, waitMinutes: waitMinutes(refusal) };
      showAgain(response, refusal, page(ProfileForm(view)));
    }
  }
}
