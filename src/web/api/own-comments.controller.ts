import { Body, Controller, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { z } from 'zod';
import { Allow } from '../../auth/allow.js';
import { MaybePrincipal } from '../../auth/current-principal.js';
import { type Principal } from '../../auth/principal.js';
import { CommentEditing } from '../../comments/comment-editing.js';
import { CommentEdit } from '../../comments/comment-fields.js';
import { CommentLimits } from '../../comments/comment-limits.js';
import { type CommentAsker } from '../../comments/own-comments.js';
import { CallOrigin } from '../../platform/http/client-origin.js';
import { Operation } from '../../platform/http/operation.js';
import { type Origin } from '../../platform/http/origin.js';
import { CommentIdParams, OwnCommentView } from './comment-schemas.js';
import { LASTS } from '../../policy/written.js';

const token = z
  .string({ error: 'Give `editToken` of the answer to the comment.' })
  .max(100)
  .optional()
  .describe('`editToken` of the answer to the comment; a member’s own need none.');
const EditBody = CommentEdit.extend({ token });
const WithdrawBody = z.strictObject({ token });

/** What authors can do with a new comment. */
@Controller('api/v1/comments/:id')
@Allow('anyone')
export class OwnCommentsController {
  constructor(
    private readonly editing: CommentEditing,
    private readonly limits: CommentLimits,
  ) {}

  @Patch()
  @Operation({
    summary: `Change a comment within ${LASTS.commentEdit}; it passes the rules anew`,
    params: CommentIdParams,
    body: EditBody,
    answers: {
      200: ['What it is now', OwnCommentView],
      404: ['Not yours'],
      410: ['Too late'],
      429: ['Too many'],
    },
  })
  async edit(
    @Param('id') id: string,
    @Body() body: z.output<typeof EditBody>,
    @MaybePrincipal() principal: Principal | undefined,
    @CallOrigin() origin: Origin,
  ): Promise<z.input<typeof OwnCommentView>> {
    await this.limits.take(origin, {});
    const { status } = await this.editing.edit(id, askerOf(principal, body.token), body.body);
    return { id, status: status === 'approved' ? status : 'pending' };
  }

  @Post('withdraw')
  @HttpCode(204)
  @Operation({
    summary: `Take a comment back within ${LASTS.commentEdit}; erasing it is a request`,
    params: CommentIdParams,
    body: WithdrawBody,
    bodyOptional: true,
    answers: { 204: ['Taken back'], 404: ['Not yours'], 410: ['Too late'] },
  })
  async withdraw(
    @Param('id') id: string,
    @Body() body: z.output<typeof WithdrawBody>,
    @MaybePrincipal() principal: Principal | undefined,
  ): Promise<void> {
    await this.editing.withdraw(id, askerOf(principal, body.token));
  }
}

function askerOf(principal: Principal | undefined, given: string | undefined): CommentAsker {
  return { accountId: principal?.type === 'account' ? principal.accountId : undefined, token: given };
}
