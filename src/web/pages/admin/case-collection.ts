import { Injectable } from '@nestjs/common';
import { CaseFiles } from '../../../requests/case-file.js';
import { type Official } from '../../../requests/office-desk.js';
import { type PageFrame } from '../../layout/frame.js';
import { CaseDesk } from './case-desk.js';
import { CaseOffers } from './case-offers.js';
import { CaseProgress } from './case-progress.js';
import { type CollectedCase } from './case-view.js';
import { ErasureParts } from './erasure-parts.js';
import { RestrictionParts } from './restriction-parts.js';

/** Collects what the page of a case shows. */
@Injectable()
export class CaseCollection {
  constructor(
    private readonly files: CaseFiles,
    private readonly offers: CaseOffers,
    private readonly erasures: ErasureParts,
    private readonly restrictions: RestrictionParts,
    private readonly progress: CaseProgress,
    private readonly desk: CaseDesk,
  ) {}

  /** Each look is logged. @throws Problem 404; 403 `own-case` */
  async open(frame: PageFrame, official: Official, reference: string): Promise<CollectedCase> {
    const file = await this.files.open(official, reference);
    const { approveAnew, steps } = this.offers.of(file, official.accountId);
    return {
      file,
      viewer: official.accountId,
      context: await this.desk.context(frame),
      steps,
      approveAnew,
      ...(await this.erasures.of(frame, file)),
      restriction: await this.restrictions.of(frame, file),
      progress: await this.progress.of(frame, file.request),
    };
  }
}
