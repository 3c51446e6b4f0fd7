/** Sentences that name a length of time which is none of the policy's, by their keys, each with why. */
export const ALLOWED_WORDS: Readonly<Record<string, string>> = {
  'dashboard.soon': 'which cases are listed: how close their day is',
  'queue.view.soon': 'which cases are listed: how close their day is',
  'dashboard.months.intro': 'how far back a chart goes',
  'figures.intro': 'how far back a chart goes',
  'hold.busy': 'how long to wait before trying again',
  'newHold.effect': 'how long something under way takes',
  'done.checkAsked': 'how soon a worker begins',
};

/** Code that names one, as `file: what is written`, each with why. */
export const ALLOWED_CODE: Readonly<Record<string, string>> = {
  'audit/export-retention.ts: PT24H': 'the policy reads it here: the log lies below it',
  'audit/value-retention.ts: P365D': 'the policy reads it here: the log lies below it',
  'app.ts: 31_536_000': 'how long browsers stay with https',
  'audit/tree/checkpoints.ts: 2 * DAY': 'of which days every checkpoint is kept; they hold nothing of people',
  'exports/bundle-objects.ts: 24 * 3_600_000': 'from when nobody can still be writing an object',
  'platform/config/config.ts: PT24H': 'defaults of delays that an operator sets',
  'platform/config/config.ts: P90D': 'default of how long an operator keeps backups',
  "platform/jobs/job-sweep.ts: interval '7 days'": 'tasks that are done hold nothing of people',
  "platform/jobs/job-sweep.ts: interval '30 days'": 'tasks that failed hold nothing of people',
  'platform/jobs/job-sweep.ts: 7 days': 'tasks that are done hold nothing of people',
  'platform/jobs/job-sweep.ts: 30 days': 'tasks that failed hold nothing of people',
  'requests/request-confirmation.ts: 30 * DAY':
    'how long a changed address proves less; nothing is kept for it',
  'web/api/media-files.controller.ts: 31536000': 'how long browsers may keep an image that never changes',
  'web/assets/serve-assets.ts: 31536000': 'how long browsers may keep a file that never changes',
  'web/assets/serve-assets.ts: 86400': 'how long browsers may keep a picture of the site',
  'web/api/well-known.controller.ts: 90 * DAY': 'until when security.txt is to be believed (RFC 9116)',
  'holds/gates.ts: a minute': 'how long to wait before trying again',
  'platform/database/embedded/start-lock.ts: three minutes': 'how long a start may take',
  'requests/request-figures.ts: A month': 'a span of time in a chart',
  'sources/mariadb/row-dates.ts: 14 HOUR': 'how far zones lie apart',
  'sources/mariadb/row-dates.ts: 36 HOUR': 'how far zones lie apart',
  'sources/sql/row-dates.ts: 14 hours': 'how far zones lie apart',
  'sources/sql/row-dates.ts: 36 hours': 'how far zones lie apart',
  'web/api/admin-sources.controller.ts: an hour': 'a limit of calls',
};

/** Addresses of hosts, but those that are set aside for examples (RFC 2606). */
export const RECIPIENT_HOSTS =
  /https?:\/\/(?![\w.-]*(?:\.example|\.invalid|example\.org|example\.com)\b)[\w.-]+\.[a-z]{2,}/g;

/** Hosts that code may name beside the policy's recipients, as `file: host`, each with why. */
export const ALLOWED_HOSTS: Readonly<Record<string, string>> = {
  'platform/config/config.ts: https://gravatar.com':
    'where the policy’s Gravatar is asked unless an operator says otherwise; config lies below the policy',
  'platform/config/spam-check-settings.ts: https://rest.akismet.com':
    'shows the form of a setting; which service it is, only the setting says',
  'articles/embed.ts: https://player.vimeo.com':
    'what an address in an article is played by; the policy names it once an article has one',
  'articles/embed.ts: https://www.youtube-nocookie.com':
    'what an address in an article is played by; the policy names it once an article has one',
};
