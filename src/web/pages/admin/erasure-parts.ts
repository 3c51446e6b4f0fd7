import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ErasurePlans } from '../../../erasures/erasure-plans.js';
import { Receipts } from '../../../erasures/receipts.js';
import { type CaseFile } from '../../../requests/case-file.js';
import { CaseHolds } from '../../../requests/case-holds.js';
import { type PageFrame } from '../../layout/frame.js';
import { type CollectedCase } from './case-view.js';
import { PlanWords } from './plan-view.js';

/** What belongs to an erasure's case alone. */
@Injectable()
export class ErasureParts {
  constructor(
    private readonly database: DataSource,
    private readonly plans: ErasurePlans,
    private readonly receipts: Receipts,
    private readonly holds: CaseHolds,
    private readonly words: PlanWords,
  ) {}

  async of(
    frame: PageFrame,
    { request, subject }: CaseFile,
  ): Promise<Pick<CollectedCase, 'plan' | 'holds' | 'hasReceipt'>> {
    if (request.kind !== 'erasure') return { holds: [], hasReceipt: false };
    const plan = await this.plans.kept(request.id);
    const receipt = await this.receipts.find(this.database.manager, request.id, 'office');
    return {
      plan: plan && this.words.present(frame, plan, request.state),
      holds: subject === undefined ? [] : await this.holds.of(request.id),
      hasReceipt: receipt !== undefined,
    };
  }
}
