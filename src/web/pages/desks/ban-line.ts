import { type Ban } from '../../../comments/bans.js';
import { writtenInstant } from '../../../platform/i18n/dates.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';
import { type BanLine } from './bans-page.js';

export function presentBan(frame: PageFrame, { id, createdAt, until, reason }: Ban): BanLine {
  const say = wordsOf(frame);
  const at = (instant: Date): string => writtenInstant(instant, frame.locale, frame.zone);
  return {
    liftPath: `/admin/bans/${id}/lift`,
    since: at(createdAt),
    until: until === null ? say('bans.forever') : at(until),
    reason: reason ?? say('bans.noReason'),
  };
}
