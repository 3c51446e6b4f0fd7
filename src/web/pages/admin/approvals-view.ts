import { Injectable } from '@nestjs/common';
import { ErasurePlans, type ShownPlan } from '../../../erasures/erasure-plans.js';
import { Config } from '../../../platform/config/config.js';
import { PublishedPolicy } from '../../../policy/published-policy.js';
import { type CaseFile, CaseFiles } from '../../../requests/case-file.js';
import { type Official } from '../../../requests/office-desk.js';
import { type SubjectRequest } from '../../../requests/subject-request.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';
import { type ApproveView } from './approve-page.js';
import { CaseOffers } from './case-offers.js';
import { PlanWords } from './plan-view.js';
import { besideErasure } from './restriction-parts.js';
import { recipientsToTell } from './recipients-to-tell.js';

const HOUR = 3_600_000;

/** What an admin reads before approving. */
@Injectable()
export class Approvals {
  constructor(
    private readonly files: CaseFiles,
    private readonly offers: CaseOffers,
    private readonly plans: ErasurePlans,
    private readonly words: PlanWords,
    private readonly config: Config,
    private readonly policy: PublishedPolicy,
  ) {}

  /** @returns undefined where this admin cannot approve the case now @throws Problem 404; 403 `own-case`; SourceUnavailable */
  async show(frame: PageFrame, official: Official, reference: string): Promise<ApproveView | undefined> {
    const file = await this.files.open(official, reference);
    const { approveAnew, steps } = this.offers.of(file, official.accountId);
    if (!steps.includes('approve')) return undefined;
    const { request } = file;
    const plan =
      request.kind === 'erasure'
        ? await this.plans.toApprove(official, reference, request.approvals)
        : undefined;
    return this.view(frame, file, plan, approveAnew);
  }

  /** The page once more, where the plan is not the one that was seen. @param seen when that was made */
  async changed(
    frame: PageFrame,
    official: Official,
    reference: string,
    seen: string,
  ): Promise<ApproveView | undefined> {
    const request = await this.files.glance(official, reference);
    if (request.kind !== 'erasure') return undefined;
    const kept = await this.plans.kept(request.id);
    if (kept !== undefined && kept.plannedAt.toISOString() === seen) return undefined;
    const view = await this.show(frame, official, reference);
    return view && { ...view, changed: true };
  }

  private async view(
    frame: PageFrame,
    { request, restrictionsInForce }: CaseFile,
    plan: ShownPlan | undefined,
    approveAnew: boolean,
  ): Promise<ApproveView> {
    const say = wordsOf(frame);
    const { kind, reference } = request;
    const does = kind === 'export' || kind === 'erasure' ? kind : 'byHand';
    const what = kind === 'restriction' ? kind : does;
    return {
      frame,
      reference,
      sentences: [say(`approve.${what}`), ...(does === 'erasure' ? [this.next(frame, request)] : [])],
      warnings: besideErasure(frame, restrictionsInForce),
      plan: plan && this.words.present(frame, plan, request.state),
      recipients: recipientsToTell(frame, kind, await this.policy.inForce()),
      changed: false,
      button: say(approveAnew ? 'approve.button.anew' : `approve.button.${does}`),
      final: does === 'erasure',
    };
  }

  private next(frame: PageFrame, { approvals }: SubjectRequest): string {
    const say = wordsOf(frame);
    if (approvals + 1 < this.config.approvals) return say('approve.erasure.first');
    return say('approve.erasure.last', { hours: Math.round(this.config.coolingOff / HOUR) });
  }
}
