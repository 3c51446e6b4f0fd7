import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Allow } from '../../auth/allow.js';
import { MaybePrincipal } from '../../auth/current-principal.js';
import { type Principal } from '../../auth/principal.js';
import { CommentForm } from '../../comments/comment-fields.js';
import { CommentPasses } from '../../comments/comment-passes.js';
import { OwnComments } from '../../comments/own-comments.js';
import { CommentPosting } from '../../comments/comment-posting.js';
import { CommentReading } from '../../comments/comment-reading.js';
import { Avatars } from '../../media/avatars.js';
import { CallOrigin } from '../../platform/http/client-origin.js';
import { Operation } from '../../platform/http/operation.js';
import { type Origin } from '../../platform/http/origin.js';
import { lang } from '../../platform/http/text-schemas.js';
import { pageOf, paging } from './page-schema.js';

const PageQuery = z.strictObject({ ...paging, lang });
const ArticleParams = z.object({ slug: z.string().min(1).max(200) });

const CommentView = z.object({
  id: z.uuid(),
  parentId: z.uuid().nullable(),
  authorName: z.string().nullable(),
  authorWebsite: z.string().nullable(),
  body: z.string(),
  avatar: z
    .string()
    .nullable()
    .describe('Where the picture of its author is seen, on this site; null where there is none.'),
  createdAt: z.iso.datetime(),
  removed: z
    .boolean()
    .describe('Only its place in the thread is left: its author’s data were erased or are hidden.'),
});
const PostedView = z.object({
  id: z.uuid(),
  status: z.enum(['pending', 'approved']),
  createdAt: z.iso.datetime(),
  editToken: z
    .string()
    .describe('Opens the comment to its author: for PATCH, and at /comments/{id}/edit/{token}.'),
  editUntil: z.iso.datetime(),
});

/** What readers wrote under articles. */
@Controller('api/v1/articles')
@Allow('anyone')
export class CommentsController {
  constructor(
    private readonly reading: CommentReading,
    private readonly posting: CommentPosting,
    private readonly passes: CommentPasses,
    private readonly own: OwnComments,
    private readonly avatars: Avatars,
  ) {}

  @Get(':slug/comments')
  @Operation({
    summary: 'Approved comments under an article, oldest first; never an address, an IP or a user agent',
    params: ArticleParams,
    query: PageQuery,
    answers: { 200: ['A page', pageOf(CommentView)], 404: ['No such article'] },
  })
  async comments(@Param('slug') slug: string, @Query() query: z.output<typeof PageQuery>) {
    const { items, next } = await this.reading.comments(slug, query.limit, query.cursor);
    const avatars = await this.avatars.of(items.map(({ id }) => id));
    return { items: items.map((one) => ({ ...one, avatar: avatars.get(one.id) ?? null })), next };
  }

  @Post(':slug/comments')
  @HttpCode(201)
  @Operation({
    summary: 'Post a comment; a guest gives name and email',
    params: ArticleParams,
    body: CommentForm,
    answers: {
      201: ['Posted; `pending` until an admin approves it', PostedView],
      404: ['No such article'],
      429: ['Too many'],
    },
  })
  async post(
    @Param('slug') slug: string,
    @Body() body: CommentForm,
    @MaybePrincipal() principal: Principal | undefined,
    @CallOrigin() origin: Origin,
  ) {
    const accountId = principal?.type === 'account' ? principal.accountId : undefined;
    const comment = await this.posting.post(slug, body, { accountId, origin });
    const { id, status, createdAt } = comment;
    return { id, status, createdAt, editToken: this.passes.of(id), editUntil: this.own.until(comment) };
  }
}
