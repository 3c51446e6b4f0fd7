import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { Config } from '../../../platform/config/config.js';
import { conflict } from '../../../platform/http/problem.js';
import { writtenInstant } from '../../../platform/i18n/dates.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';
import { type HoldTaskView } from './hold-task-page.js';
import { type TaskPath } from './hold-tasks.js';
import { type HoldTask, type ShownHold, tasksOf } from './hold-view.js';

/** Says what follows from a task about a hold, and when. */
@Injectable()
export class HoldTaskWords {
  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem 409 where whoever looks cannot do it now */
  present(
    frame: PageFrame,
    shown: ShownHold,
    path: TaskPath,
  ): Pick<HoldTaskView, 'frame' | 'task' | 'matter' | 'back' | 'text' | 'askedFor'> {
    const { hold } = shown.file;
    const task = taskAt(path, shown);
    return {
      frame,
      task,
      matter: hold.matter,
      back: `/admin/holds/${hold.id}`,
      text: this.text(frame, shown, task),
      askedFor: task === 'confirm' || task === 'keep' ? (hold.releaseReason ?? undefined) : undefined,
    };
  }

  private text(frame: PageFrame, { file: { hold }, oneApproval }: ShownHold, task: HoldTask): string {
    const say = wordsOf(frame);
    const now = this.clock.now();
    const earliest = hold.releaseAt ?? new Date(now.getTime() + this.config.holdReleaseDelay);
    const at = writtenInstant(earliest, frame.locale, frame.zone);
    if (task === 'ask') return oneApproval ? say('hold.text.askAlone', { at }) : say('hold.text.ask', { at });
    if (task === 'keep') return say('hold.text.keep');
    if (task === 'review') return say('hold.text.review');
    return earliest <= now ? say('hold.text.confirmNow') : say('hold.text.confirm', { at });
  }
}

function taskAt(path: TaskPath, shown: ShownHold): HoldTask {
  const { hold } = shown.file;
  if (hold.releasedAt !== null) throw conflict('released', 'The hold was released before.');
  if (path === 'review') return 'review';
  const found = tasksOf(shown).find((task) => (path === 'keep') === (task === 'keep'));
  if (found !== undefined) return found;
  if (path === 'keep') throw conflict('no-release', 'Nobody asked for its release.');
  if (hold.releaseConfirmedAt !== null)
    throw conflict('release-confirmed', 'The release was confirmed before and takes effect by itself.');
  throw conflict('asked-before', 'You asked for this release; a second person is needed.');
}
