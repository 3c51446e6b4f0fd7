import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { DataSource } from 'typeorm';
import { type Account } from '../../../accounts/account.js';
import { OfficeEdits } from '../../../accounts/office-edits.js';
import { type PeopleOfficial } from '../../../accounts/people-search.js';
import { PersonAccounts } from '../../../accounts/person-accounts.js';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type AccountPrincipal } from '../../../auth/principal.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { notFound } from '../../../platform/http/problem.js';
import { PersonFiles } from '../../../requests/person-files.js';
import { PersonEditBody, PersonLookBody } from '../../api/people-schemas.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { page } from '../../layout/page.js';
import { fieldErrors } from '../field-errors.js';
import { checkForm, refusalOf, showAgain, typed } from '../form-input.js';
import { PageFrames } from '../page-frames.js';
import { readId } from '../path-id.js';
import { PersonPage } from './person-page.js';
import { presentPersonPage } from './person-view.js';
import { PersonEditPage, type TypedProfile } from './person-edit-page.js';

const SENTENCES = {
  displayName: 'error.personName',
  website: 'error.personWebsite',
  about: 'error.personAbout',
  locale: 'error.personLanguage',
  reason: 'error.personReason',
} as const;

/** Editing somebody's profile: opening the form shows what it holds, so it is a look of its own. */
@Controller('admin/people/:id/edit')
@Allow('admin')
export class PersonEditPagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly database: DataSource,
    private readonly accounts: PersonAccounts,
    private readonly files: PersonFiles,
    private readonly edits: OfficeEdits,
  ) {}

  /** Whoever comes by an address alone has given no reason yet. */
  @Get()
  ask(@Param('id') id: string, @Req() request: Request, @Res() response: Response): void {
    response.redirect(303, linkTo(this.frames.make(request), `/admin/people/${readId(id)}`));
  }

  /** `step=form` shows the form, anything else takes it. */
  @Post()
  @HttpCode(200)
  async edit(
    @Param('id') id: string,
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const frame = await this.frames.of(request);
    const official = { accountId, origin: originOf(request) };
    if (typed(request, 'step') !== 'form') {
      const account = await this.accounts.of(this.database.manager, official, readId(id));
      if (account === undefined) throw notFound();
      return this.save(frame, official, account, request, response);
    }
    const { reason } = checkForm(PersonLookBody, { reason: typed(request, 'reason') });
    const { account } = await this.files.open(official, readId(id), reason);
    if (account === undefined) throw notFound();
    const view = { frame, username: account.username, form: formOf(account), reason, errors: [] };
    response.type('html').send(page(PersonEditPage(view)));
  }

  /** What was changed is shown at once, for the reason that was given. */
  private async save(
    frame: PageFrame,
    official: PeopleOfficial,
    account: Account,
    request: Request,
    response: Response,
  ): Promise<void> {
    const form = typedProfile(request);
    const given = typed(request, 'reason');
    try {
      const { reason, ...changes } = checkForm(PersonEditBody, { ...changesOf(form), reason: given });
      await this.edits.edit(official, account.id, reason, changes);
      const file = await this.files.open(official, account.personId, reason);
      const shown = {
        ...frame,
        path: `/admin/people/${account.personId}`,
        done: 'done.personChanged',
      } as const;
      response.type('html').send(page(PersonPage(presentPersonPage(shown, file, reason))));
    } catch (error) {
      const refusal = refusalOf(error);
      const errors = fieldErrors(frame, refusal, SENTENCES);
      const view = { frame, username: account.username, form, reason: given, errors };
      showAgain(response, refusal, page(PersonEditPage(view)));
    }
  }
}

function typedProfile(request: Request): TypedProfile {
  const field = (name: keyof TypedProfile) => typed(request, name);
  return {
    displayName: field('displayName'),
    website: field('website'),
    about: field('about'),
    locale: field('locale'),
  };
}

function formOf({ displayName, website, about, locale }: Account): TypedProfile {
  return { displayName: displayName ?? '', website: website ?? '', about: about ?? '', locale };
}

/** An empty optional field is erased. */
function changesOf({ displayName, website, about, locale }: TypedProfile) {
  const erased = (text: string): string | null => (text.trim() === '' ? null : text);
  return { displayName: erased(displayName), website: erased(website), about: erased(about), locale };
}
