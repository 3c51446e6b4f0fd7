import { Body, Controller, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { type z } from 'zod';
import { OfficeEdits } from '../../accounts/office-edits.js';
import { PeopleSearch } from '../../accounts/people-search.js';
import { Allow } from '../../auth/allow.js';
import { CurrentPrincipal } from '../../auth/current-principal.js';
import { type AccountPrincipal } from '../../auth/principal.js';
import { CallOrigin } from '../../platform/http/client-origin.js';
import { Operation } from '../../platform/http/operation.js';
import { type Origin } from '../../platform/http/origin.js';
import { PersonFiles } from '../../requests/person-files.js';
import { presentFound, presentPerson, withoutPending } from './people-presenter.js';
import {
  FoundPeopleView,
  PeopleSearchBody,
  PersonAccountView,
  PersonEditBody,
  PersonLookBody,
  PersonParams,
  PersonView,
} from './people-schemas.js';

/** People, for admins. What is looked for is sent in bodies: addresses of calls are kept in too many places. */
@Controller('api/v1/admin/people')
@Allow('admin')
export class PeopleController {
  constructor(
    private readonly search: PeopleSearch,
    private readonly files: PersonFiles,
    private readonly edits: OfficeEdits,
  ) {}

  @Post('search')
  @HttpCode(200)
  @Operation({
    summary: 'Find people; each search is logged, without what was looked for',
    body: PeopleSearchBody,
    answers: { 200: ['At most 20', FoundPeopleView] },
  })
  async find(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Body() { q }: z.output<typeof PeopleSearchBody>,
    @CallOrigin() origin: Origin,
  ) {
    return presentFound(await this.search.find({ accountId, origin }, q));
  }

  @Post(':id/view')
  @HttpCode(200)
  @Operation({
    summary: 'What the office knows of a person; each look is logged with its reason',
    params: PersonParams,
    body: PersonLookBody,
    answers: {
      200: ['The person', PersonView],
      403: ['It is the admin themselves'],
      404: ['No such person'],
    },
  })
  async view(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Param('id') id: string,
    @Body() { reason }: z.output<typeof PersonLookBody>,
    @CallOrigin() origin: Origin,
  ) {
    return presentPerson(await this.files.open({ accountId, origin }, id, reason));
  }

  @Patch(':id')
  @Operation({
    summary: 'Edit the profile of the account of this id; null erases a field; its owner is told by mail',
    params: PersonParams,
    body: PersonEditBody,
    answers: {
      200: ['The account as it is now', PersonAccountView],
      403: ['It is the admin’s own account'],
      404: ['No such account'],
      422: ['A field cannot be accepted; address, user name and role are not changed here'],
    },
  })
  async edit(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Param('id') id: string,
    @Body() { reason, ...changes }: z.output<typeof PersonEditBody>,
    @CallOrigin() origin: Origin,
  ) {
    return withoutPending(await this.edits.edit({ accountId, origin }, id, reason, changes));
  }
}
