import { Controller, Get, Logger, Post, Req, Res, UploadedFile, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { type Request, type Response } from 'express';
import { LogMails } from '../../../accounts/log-mails.js';
import { Checkpoints } from '../../../audit/tree/checkpoints.js';
import { Verifications } from '../../../audit/verify/verifications.js';
import { Allow } from '../../../auth/allow.js';
import { CurrentPrincipal } from '../../../auth/current-principal.js';
import { type AccountPrincipal } from '../../../auth/principal.js';
import { describeError } from '../../../platform/jobs/describe-error.js';
import { type FieldError } from '../../layout/field-error.js';
import { Html } from '../../layout/html.js';
import { page } from '../../layout/page.js';
import { wordsOf } from '../../layout/phrase.js';
import { GivenFiles, NothingToCheck } from '../../api/given-files.js';
import { doneAt } from '../done-link.js';
import { PageFrames } from '../page-frames.js';
import { askerOf } from './audit-desk.js';
import { ProofPage } from './proof-page.js';
import { presentGiven, presentProof, type ProofFacts } from './proof-view.js';

const LISTED = 20;

/** A manifest lists every file of a bundle; a receipt has some kilobytes. */
const LARGEST_FILE = 8 * 1024 * 1024;

/** For auditors who are no programmers: whether the log is whole, and whether what somebody kept agrees with it. */
@Controller('audit/proof')
@Allow('auditor')
export class ProofPagesController {
  private readonly logger = new Logger('audit');

  constructor(
    private readonly frames: PageFrames,
    private readonly checkpoints: Checkpoints,
    private readonly verifications: Verifications,
    private readonly mails: LogMails,
    private readonly given: GivenFiles,
  ) {}

  @Get()
  @Html()
  async show(@CurrentPrincipal() { accountId }: AccountPrincipal, @Req() request: Request): Promise<string> {
    return this.page(request, accountId, []);
  }

  /** The log is verified soon, by a worker. */
  @Post('verify')
  async verify(
    @CurrentPrincipal() { accountId }: AccountPrincipal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.verifications.ask(accountId);
    response.redirect(303, doneAt(this.frames.make(request), '/audit/proof', 'done.verificationAsked'));
  }

  /** A receipt, a bundle's manifest or checkpoints; nothing of the file is kept. */
  @Post('file')
  @UseInterceptors(FileInterceptor('file', { limits: { files: 1, fileSize: LARGEST_FILE, fields: 10 } }))
  async file(
    @CurrentPrincipal() auditor: AccountPrincipal,
    @UploadedFile() file: { readonly buffer: Buffer } | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const frame = await this.frames.of(request);
    try {
      const found = await this.given.check(askerOf(auditor, request), file?.buffer.toString('utf8') ?? '');
      const shown = await this.page(request, auditor.accountId, [], presentGiven(frame, found));
      response.status(200).type('html').send(shown);
    } catch (error) {
      if (!(error instanceof NothingToCheck)) throw error;
      const errors = [{ field: 'file', message: wordsOf(frame)('error.proofFile') }];
      response
        .status(422)
        .type('html')
        .send(await this.page(request, auditor.accountId, errors));
    }
  }

  /** The page opens also where the object store does not answer. */
  private async contradiction(): Promise<ProofFacts['contradiction']> {
    try {
      return await this.checkpoints.contradiction();
    } catch (error) {
      this.logger.error(
        { error: describeError(error) },
        'The checkpoint outside the database cannot be read.',
      );
      return 'away';
    }
  }

  private async page(
    request: Request,
    reader: string,
    errors: readonly FieldError[],
    given?: ReturnType<typeof presentGiven>,
  ): Promise<string> {
    const frame = await this.frames.of(request);
    const view = presentProof(
      frame,
      {
        contradiction: await this.contradiction(),
        latest: await this.checkpoints.latest(),
        since: await this.verifications.since(),
        epochs: await this.checkpoints.epochs(),
        checks: await this.verifications.recent(LISTED),
        witnesses: await this.mails.witnesses(),
      },
      reader,
    );
    return page(ProofPage({ frame: { ...frame, path: '/audit/proof' }, view, given, errors }));
  }
}
