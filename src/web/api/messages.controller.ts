import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { type z } from 'zod';
import { Allow } from '../../auth/allow.js';
import { CurrentPrincipal } from '../../auth/current-principal.js';
import { type AccountPrincipal, type Principal } from '../../auth/principal.js';
import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { CallOrigin } from '../../platform/http/client-origin.js';
import { Operation } from '../../platform/http/operation.js';
import { type Origin } from '../../platform/http/origin.js';
import { OfficeMessages } from '../../requests/office-messages.js';
import { RequestMessages } from '../../requests/request-messages.js';
import { type CaseMessage } from '../../requests/request-thread.js';
import { MessageBody, MessagesView, MessageView, OfficeMessageBody } from './message-schemas.js';
import { RequestLimits } from './request-limits.js';
import { presentQueueItem } from './request-presenter.js';
import { QueueItemView, ReferenceParams } from './request-schemas.js';

/** What a person and the office write to each other about a case. */
@Controller('api/v1/requests/:reference/messages')
@Allow('requester')
export class MessagesController {
  constructor(
    private readonly messages: RequestMessages,
    private readonly limits: RequestLimits,
  ) {}

  @Get()
  @Operation({
    summary: 'The messages of an own request, oldest first',
    params: ReferenceParams,
    answers: { 200: ['All messages', MessagesView], 404: ['Not one of the caller’s own'] },
  })
  async list(@CurrentPrincipal() principal: Principal, @Param('reference') reference: string) {
    const messages = await this.messages.own(principal, reference);
    return { items: messages.map(presentMessage), next: null };
  }

  @Post()
  @HttpCode(201)
  @Operation({
    summary: 'Write to the office; an answer that it waits for sets the case going again',
    params: ReferenceParams,
    body: MessageBody,
    answers: {
      201: ['The message', MessageView],
      403: ['Came by a link that only shows the request'],
      409: ['The case is closed or not confirmed'],
      429: ['Too many'],
    },
  })
  async write(
    @CurrentPrincipal() principal: Principal,
    @Param('reference') reference: string,
    @Body() { body }: z.output<typeof MessageBody>,
    @CallOrigin() origin: Origin,
  ) {
    await this.limits.message(reference);
    return presentMessage(await this.messages.write(principal, reference, body, origin));
  }
}

/** What the office writes to people. */
@Controller('api/v1/admin/requests/:reference/messages')
@Allow('admin')
export class AdminMessagesController {
  constructor(
    private readonly messages: OfficeMessages,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  @Post()
  @HttpCode(201)
  @Operation({
    summary:
      'Write to the person; with `awaitsAnswer` the case waits for an answer, with `withdrawsQuestion` no more',
    params: ReferenceParams,
    body: OfficeMessageBody,
    answers: {
      201: ['The case after the step', QueueItemView],
      403: ['The admin’s own case'],
      404: ['No such case'],
      409: ['Closed, without an address, or not in a state for what is said of an answer'],
    },
  })
  async write(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Param('reference') reference: string,
    @Body() { awaitsAnswer = false, ...message }: z.output<typeof OfficeMessageBody>,
    @CallOrigin() origin: Origin,
  ) {
    const request = await this.messages.write({ accountId, origin }, reference, { ...message, awaitsAnswer });
    return presentQueueItem(request, this.config.approvals, this.clock.now());
  }
}

function presentMessage({ at, author, body }: CaseMessage) {
  return { at: at.toISOString(), author, body };
}
