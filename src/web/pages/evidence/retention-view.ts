import { type RuleOutlook } from '../../../evidence/retention-outlook.js';
import { writtenInstant } from '../../../platform/i18n/dates.js';
import { KEPT } from '../../../policy/kept.js';
import { written } from '../../../policy/written.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';
import { isPageKey } from '../../words/words.js';

/** A hold that keeps rows of a rule. */
export interface KeptLine {
  readonly matter: string;
  /** Where the hold's page is, for those who may open it. */
  readonly path?: string;
  readonly rows: string;
}

/** One rule of retention in the reader's words. */
export interface RetentionLine {
  readonly title: string;
  /** How long these records are kept. */
  readonly until: string;
  readonly next: string;
  readonly removed: string;
  readonly kept: readonly KeptLine[];
  readonly lastRun: string;
  readonly last: string;
}

export function presentRetention(frame: PageFrame, rules: readonly RuleOutlook[]): RetentionLine[] {
  return rules.map((rule) => presentRule(frame, rule));
}

function presentRule(frame: PageFrame, outlook: RuleOutlook): RetentionLine {
  const say = wordsOf(frame);
  const { rule, due, holds, nextAt, lastRunAt, last } = outlook;
  const at = (instant: Date): string => writtenInstant(instant, frame.locale, frame.zone);
  return {
    title: ruleTitle(frame, rule),
    until: untilText(frame, rule),
    next: nextAt === undefined ? say('retention.next.none') : at(nextAt),
    removed: removedText(frame, due),
    kept: holds.map(({ id, matter, rows }) => ({
      matter,
      path: frame.role === 'admin' ? `/admin/holds/${id}` : undefined,
      rows: say('retention.rows', { count: rows }),
    })),
    lastRun: lastRunAt === undefined ? say('retention.run.none') : at(lastRunAt),
    last:
      last === undefined
        ? say('retention.last.none')
        : say('retention.last', { at: at(last.at), count: last.removed }),
  };
}

function removedText(frame: PageFrame, due: RuleOutlook['due']): string {
  const say = wordsOf(frame);
  if (due === undefined) return say('retention.tooLong');
  const count = due.removed;
  return say(due.more ? 'retention.removed.more' : 'retention.removed', { count });
}

/** What the records of a rule are called: as the policy calls them, where it does. */
export function ruleTitle(frame: PageFrame, rule: string): string {
  const key = `retention.rule.${rule}`;
  if (isPageKey(key)) return wordsOf(frame)(key);
  return KEPT.find(({ collection }) => collection === rule)?.title[frame.locale] ?? rule;
}

function untilText(frame: PageFrame, rule: string): string {
  const say = wordsOf(frame);
  if (rule === 'last_mails') return say('retention.until.last_mails');
  if (rule === 'audit_exports') return say('retention.until.audit_exports');
  if (rule === 'comment_bans') return say('retention.until.comment_bans');
  if (rule === 'reset_asks') return say('retention.until.reset_asks');
  const kept = KEPT.find(({ collection }) => collection === rule);
  return kept === undefined ? '' : written(kept.until, frame.locale, frame.site);
}
