import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ErasurePlans } from '../../../erasures/erasure-plans.js';
import { Bundles } from '../../../exports/bundles.js';
import { type SubjectRequest } from '../../../requests/subject-request.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';
import { type ProgressView } from '../../layout/progress.js';

/** How far the portal's own work on a case is. */
@Injectable()
export class CaseProgress {
  constructor(
    private readonly database: DataSource,
    private readonly bundles: Bundles,
    private readonly plans: ErasurePlans,
  ) {}

  /** Also where the work waits for a worker; undefined where there is none, or people do it by hand. */
  async of(frame: PageFrame, request: Pick<SubjectRequest, 'id' | 'reference' | 'kind' | 'state'>) {
    const { kind, state, reference } = request;
    if (kind !== 'export' && kind !== 'erasure') return undefined;
    if (state !== 'running' && !(kind === 'export' && state === 'approved')) return undefined;
    const counted = await this.counted(kind, request.id);
    const view: ProgressView = {
      frame: { ...frame, path: `/admin/requests/${reference}` },
      path: `/admin/requests/${reference}/progress`,
      text: wordsOf(frame)(`case.running.${kind}`),
      done: counted?.done ?? 0,
      total: counted === undefined || counted.total === 0 ? undefined : counted.total,
    };
    return view;
  }

  private counted(kind: 'export' | 'erasure', requestId: string) {
    return kind === 'export'
      ? this.bundles.progress(this.database.manager, requestId)
      : this.plans.progress(requestId);
  }
}
