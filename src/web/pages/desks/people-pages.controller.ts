import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { type FoundPerson, PeopleSearch } from '../../../accounts/people-search.js';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type AccountPrincipal } from '../../../auth/principal.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { writtenInstant } from '../../../platform/i18n/dates.js';
import { PersonFiles } from '../../../requests/person-files.js';
import { PeopleSearchBody, PersonLookBody } from '../../api/people-schemas.js';
import { Html } from '../../layout/html.js';
import { type PageFrame } from '../../layout/frame.js';
import { page } from '../../layout/page.js';
import { wordsOf } from '../../layout/phrase.js';
import { fieldErrors } from '../field-errors.js';
import { checkForm, refusalOf, showAgain, typed } from '../form-input.js';
import { PageFrames } from '../page-frames.js';
import { readId } from '../path-id.js';
import { type FoundLine, PeoplePage, PersonReasonPage } from './people-page.js';
import { PersonPage } from './person-page.js';
import { presentPersonPage } from './person-view.js';

/** Finding people and looking at them. What is looked for is posted and answered, so that no address keeps it. */
@Controller('admin/people')
@Allow('admin')
export class PeoplePagesController {
  constructor(
    private readonly frames: PageFrames,
    private readonly search: PeopleSearch,
    private readonly files: PersonFiles,
  ) {}

  @Get()
  @Html()
  async form(@Req() request: Request): Promise<string> {
    return page(PeoplePage({ frame: await this.frames.of(request), q: '', errors: [], more: false }));
  }

  @Post()
  @HttpCode(200)
  async find(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const frame = await this.frames.of(request);
    const text = typed(request, 'q');
    try {
      const { q } = checkForm(PeopleSearchBody, { q: text });
      const { items, more } = await this.search.find({ accountId, origin: originOf(request) }, q);
      const found = items.map((item) => presentLine(frame, item));
      response.type('html').send(page(PeoplePage({ frame, q, errors: [], found, more })));
    } catch (error) {
      const refusal = refusalOf(error);
      const errors = fieldErrors(frame, refusal, { q: 'error.peopleSearch' });
      showAgain(response, refusal, page(PeoplePage({ frame, q: text, errors, more: false })));
    }
  }

  /** Nothing of the person is here: first the reason for looking is asked for. */
  @Get(':id')
  @Html()
  async ask(@Param('id') id: string, @Req() request: Request): Promise<string> {
    const frame = await this.frames.of(request);
    return page(PersonReasonPage({ frame, personId: readId(id), reason: '', errors: [] }));
  }

  @Post(':id')
  @HttpCode(200)
  async view(
    @Param('id') text: string,
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const personId = readId(text);
    const frame = await this.frames.of(request);
    const given = typed(request, 'reason');
    try {
      const { reason } = checkForm(PersonLookBody, { reason: given });
      const file = await this.files.open({ accountId, origin: originOf(request) }, personId, reason);
      response.type('html').send(page(PersonPage(presentPersonPage(frame, file, reason))));
    } catch (error) {
      const refusal = refusalOf(error);
      const errors = fieldErrors(frame, refusal, { reason: 'error.personReason' });
      showAgain(response, refusal, page(PersonReasonPage({ frame, personId, reason: given, errors })));
    }
  }
}

function presentLine(frame: PageFrame, { personId, account }: FoundPerson): FoundLine {
  const say = wordsOf(frame);
  return {
    path: `/admin/people/${personId}`,
    username: account?.username,
    displayName: account?.displayName ?? '',
    role: account === undefined ? '' : say(`role.${account.role}`),
    since: account === undefined ? '' : writtenInstant(account.createdAt, frame.locale, frame.zone),
  };
}
