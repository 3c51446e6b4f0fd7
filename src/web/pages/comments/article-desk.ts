import { Injectable } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { z } from 'zod';
import { type PublishedArticle } from '../../../articles/published-articles.js';
import { principalOf } from '../../../auth/current-principal.js';
import { LONGEST_COMMENT } from '../../../comments/comment-fields.js';
import { CommenterCookie } from '../../../comments/commenter-cookie.js';
import { CommentReading } from '../../../comments/comment-reading.js';
import { OwnComments } from '../../../comments/own-comments.js';
import { Avatars } from '../../../media/avatars.js';
import { type Problem } from '../../../platform/http/problem.js';
import { writtenInstant } from '../../../platform/i18n/dates.js';
import { retention } from '../../../policy/retention.js';
import { writtenDuration } from '../../../policy/written.js';
import { type FieldError } from '../../layout/field-error.js';
import { type PageFrame } from '../../layout/frame.js';
import { fieldErrors } from '../field-errors.js';
import { ShownArticle } from '../articles/shown-article.js';
import { typed, typedAll, waitMinutes } from '../form-input.js';
import { type ArticleView } from './article-page.js';
import { type CommentFields, type CommentFormView } from './comment-form.js';
import { presentThread, shownAuthor } from './thread-view.js';

const ROWS = 50;
const queries = z.object({
  cursor: z.string().min(1).max(2000).optional().catch(undefined),
  answer: z.uuid().optional().catch(undefined),
});
const SENTENCES = {
  body: 'error.commentBody',
  parentId: 'error.commentParent',
  name: 'error.commentName',
  email: 'error.email',
  website: 'error.website',
} as const;

interface Filled {
  readonly fields: CommentFields;
  readonly errors: readonly FieldError[];
  readonly answer?: string;
}

/** A call and its answer, whose headers say what the page may load. */
interface Call {
  readonly request: Request;
  readonly response: Response;
}

/** Puts the page of an article together: its text, a page of its thread, and the form. */
@Injectable()
export class ArticleDesk {
  constructor(
    private readonly reading: CommentReading,
    private readonly cookie: CommenterCookie,
    private readonly own: OwnComments,
    private readonly shown: ShownArticle,
    private readonly avatars: Avatars,
  ) {}

  /** With the embeds that a posted form asks for. @throws Problem 404 */
  async article(frame: PageFrame, { request, response }: Call, slug: string): Promise<ArticleView> {
    const { cursor, answer } = queries.parse(request.query);
    const { name = '', email = '', website = '' } = this.cookie.read(request) ?? {};
    const fields = { body: '', name, email, website, remember: name !== '' };
    return this.make(frame, { request, response }, slug, { fields, errors: [], answer }, cursor);
  }

  /** The same with what was sent and why it was refused. @throws Problem 404 */
  async again(frame: PageFrame, call: Call, slug: string, refusal: Problem): Promise<ArticleView> {
    const { request } = call;
    const [body = '', name = '', email = '', website = ''] = ['body', 'name', 'email', 'website'].map(
      (field) => typed(request, field),
    );
    const fields = { body, name, email, website, remember: typed(request, 'remember') === 'true' };
    // The field of what is answered is hidden: what is wrong with it stands beside the text.
    const errors = fieldErrors(frame, refusal, SENTENCES).map((error) =>
      error.field === 'parentId' ? { ...error, field: 'body' } : error,
    );
    const answer = z.uuid().safeParse(typed(request, 'parentId')).data;
    const view = await this.make(frame, call, slug, { fields, errors, answer });
    return { ...view, waitMinutes: waitMinutes(refusal) };
  }

  private async make(
    frame: PageFrame,
    { request, response }: Call,
    slug: string,
    filled: Filled,
    cursor?: string,
  ): Promise<ArticleView> {
    const { article, items, next } = await this.reading.comments(slug, ROWS, cursor);
    const path = `/articles/${encodeURIComponent(slug)}`;
    const asked = typedAll(request, 'load');
    const [changeable, avatars] = await Promise.all([
      this.changeable(request),
      this.avatars.of(items.map(({ id }) => id)),
    ]);
    return {
      frame,
      title: article.title,
      blocks: await this.shown.blocks(article.body, request, response, asked),
      loadPath: `${path}/embeds`,
      at: article.publishedAt.toISOString(),
      writtenAt: writtenInstant(article.publishedAt, frame.locale, frame.zone),
      comments: presentThread(frame, path, items, { changeable, avatars }),
      first: cursor === undefined,
      next: next ?? undefined,
      form: await this.form(frame, request, article, filled),
    };
  }

  private async changeable(request: Request): Promise<ReadonlySet<string>> {
    const principal = principalOf(request);
    return principal?.type === 'account' ? this.own.recent(principal.accountId) : new Set();
  }

  private async form(
    frame: PageFrame,
    request: Request,
    article: PublishedArticle,
    { fields, errors, answer }: Filled,
  ): Promise<CommentFormView> {
    const path = `/articles/${encodeURIComponent(article.slug)}`;
    const answered = answer === undefined ? undefined : await this.reading.shown(article.id, answer);
    const remembered = frame.signedInAs === undefined && this.cookie.read(request) !== undefined;
    return {
      path,
      member: frame.signedInAs,
      fields,
      rememberedFor: writtenDuration(retention.rememberedCommenter, frame.locale),
      forgetPath: remembered ? `${path}/forget` : undefined,
      answered: answered && { id: answered.id, author: shownAuthor(frame, answered), body: answered.body },
      most: LONGEST_COMMENT,
      errors,
    };
  }
}
