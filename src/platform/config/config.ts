import { Temporal } from 'temporal-polyfill';
import { resolve } from 'node:path';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { asciiAddress, EMAIL } from '../text/ascii-address.js';
import {
  isSpamCheckUrl,
  SPAM_CHECK_KEY,
  SPAM_CHECK_URL,
  type SpamCheckSettings,
  spamCheckOf,
  spamCheckProblem,
} from './spam-check-settings.js';

/** A number of milliseconds. */
export type Milliseconds = number;

/** Thrown when the environment holds a value that cannot be used; one line per problem. */
export class ConfigProblems extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigProblems';
  }
}

const SECRET = new Set([
  'DATABASE_URL',
  'DATABASE_MIGRATION_URL',
  'SMTP_URL',
  'S3_URL',
  'ATHAR_SPAM_CHECK_URL',
  'ATHAR_SPAM_CHECK_KEY',
]);

const duration = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((text, context): Milliseconds => {
      const found = parseDuration(text);
      if (found === undefined) {
        context.addIssue('an ISO 8601 duration of days, hours, minutes or seconds, such as P3D or PT24H');
        return z.NEVER;
      }
      return found;
    });

/** `text` as milliseconds, where it is an ISO 8601 duration without years and months (their length varies). */
export function parseDuration(text: string): Milliseconds | undefined {
  try {
    const found = Temporal.Duration.from(text);
    if (found.years !== 0 || found.months !== 0 || found.sign < 0) return undefined;
    const hours = found.weeks * 168 + found.days * 24 + found.hours;
    return hours * 3_600_000 + found.minutes * 60_000 + found.seconds * 1000 + found.milliseconds;
  } catch {
    return undefined;
  }
}

const urlOf = (protocols: readonly string[], example: string) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && protocols.includes(new URL(text).protocol),
      `an address such as ${example}`,
    );

const zone = z
  .string()
  .default('Africa/Casablanca')
  .refine((text) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: text });
      return true;
    } catch {
      return false;
    }
  }, 'a time zone of the IANA list, such as Africa/Casablanca');

const networks = z
  .string()
  .default('')
  .transform((text, context) => {
    const parts = text.split(/[\s,]+/).filter((part) => part !== '');
    const bad = parts.filter((part) => !(ipaddr.isValid(part) || ipaddr.isValidCIDR(part)));
    if (bad.length > 0) context.addIssue('addresses or networks divided by commas, such as 10.0.0.0/8, ::1');
    return parts;
  });

const choice = <const T extends string>(values: readonly [T, ...T[]], fallback: T) =>
  z
    .custom<T>((text) => values.includes(text as T), `one of ${values.join(', ')}`)
    .optional()
    .transform((text): T => text ?? fallback);

const whole = (least: number, most: number, fallback: number) =>
  z
    .string()
    .default(String(fallback))
    .refine(
      (text) => /^\d{1,9}$/.test(text) && +text >= least && +text <= most,
      `a whole number from ${least} to ${most}`,
    )
    .transform(Number);

const schema = (regimes: readonly [string, ...string[]]) =>
  z.object({
    PORT: whole(0, 65_535, 3000),
    HOST: z.string().min(1).default('127.0.0.1'),
    BASE_URL: urlOf(['http:', 'https:'], 'https://privacy.example.org').optional(),
    DATABASE_URL: urlOf(['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/athar').optional(),
    DATABASE_MIGRATION_URL: urlOf(
      ['postgres:', 'postgresql:'],
      'postgres://owner:password@host:5432/athar',
    ).optional(),
    ATHAR_DATA_DIR: z.string().min(1).default('./data'),
    ATHAR_ROLE: choice(['all', 'web', 'worker'], 'all'),
    SMTP_URL: urlOf(['smtp:', 'smtps:'], 'smtp://user:password@mail.example.org:587').optional(),
    MAIL_FROM: z
      .string()
      .overwrite(asciiAddress)
      .pipe(z.email({ pattern: EMAIL, error: 'a mail address, such as privacy@example.org' }))
      .default('privacy@localhost.localdomain'),
    ATHAR_SITE_NAME: z
      .string()
      .trim()
      .regex(/^[^\p{Cc}\u2028\u2029]{1,80}$/u, 'a name of 1 to 80 characters on one line')
      .default('My site'),
    ATHAR_SOURCES: z.string().min(1).optional(),
    ATHAR_POLICY: z.string().min(1).optional(),
    ATHAR_GRAVATAR: choice(['off', 'on'], 'off'),
    ATHAR_GRAVATAR_URL: urlOf(['https:', 'http:'], 'https://gravatar.com/avatar/').default(
      'https://gravatar.com/avatar/',
    ),
    ATHAR_TRUSTED_PROXIES: networks,
    S3_URL: z.string().min(1).optional(),
    ATHAR_SECRET_FILE: z.string().min(1).optional(),
    ATHAR_REGIME: choice(regimes, regimes[0]),
    TZ_OFFICE: zone,
    ATHAR_APPROVALS: whole(1, 2, 2),
    ATHAR_STAFF_MFA: z
      .enum(['optional'], {
        error: 'optional (required comes with second factors, which this version does not have)',
      })
      .default('optional'),
    LOG_LEVEL: choice(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'info'),
    ATHAR_SPAM_CHECK_URL: z.string().refine(isSpamCheckUrl, SPAM_CHECK_URL).optional(),
    ATHAR_SPAM_CHECK_KEY: SPAM_CHECK_KEY.optional(),
    ATHAR_COMMENT_LINKS: whole(0, 100, 1),
    ATHAR_COOLING_OFF: duration('P3D'),
    ATHAR_HOLD_RELEASE_DELAY: duration('PT24H'),
    ATHAR_SAFETY_DELAY: duration('PT24H'),
    ATHAR_BACKUP_RETENTION: duration('P90D'),
  });

/** All settings of one process, checked. Immutable; injected wherever a setting is needed. */
export class Config {
  readonly port!: number;
  readonly host!: string;
  /** Origin (and path, without a closing slash) under which people reach the portal. */
  readonly baseUrl!: string;
  readonly databaseUrl?: string;
  readonly migrationUrl?: string;
  /** Absolute path. */
  readonly dataDir!: string;
  readonly role!: 'all' | 'web' | 'worker';
  readonly smtpUrl?: string;
  readonly mailFrom!: string;
  readonly siteName!: string;
  readonly sourcesFile?: string;
  readonly policyFile?: string;
  /** Whether Gravatar is asked for pictures of commenters. */
  readonly gravatar!: boolean;
  /** Ends with a slash; the hash comes behind it. */
  readonly gravatarUrl!: string;
  readonly trustedProxies!: readonly string[];
  readonly s3Url?: string;
  readonly secretFile!: string;
  readonly regime!: string;
  readonly zone!: string;
  readonly approvals!: number;
  readonly logLevel!: string;
  /** The service that is asked whether a comment is spam; undefined: none is. */
  readonly spamCheck?: SpamCheckSettings;
  /** Links that a comment may have without waiting for an admin. */
  readonly commentLinks!: number;
  readonly coolingOff!: Milliseconds;
  readonly holdReleaseDelay!: Milliseconds;
  readonly safetyDelay!: Milliseconds;
  readonly backupRetention!: Milliseconds;
  /** True in the demo alone: known passwords, mails shown at /mailbox. */
  readonly demo!: boolean;

  constructor(fields: Config) {
    Object.assign(this, fields);
    Object.freeze(this);
  }
}

/**
 * Reads and checks the environment.
 * @param env the variables, as `process.env` has them; an empty value counts as unset
 * @param regimes codes that ATHAR_REGIME may name, the default first
 * @throws ConfigProblems with a line per variable that cannot be used
 */
export function readConfig(
  env: NodeJS.ProcessEnv,
  regimes: readonly [string, ...string[]],
  demo = false,
): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = schema(regimes).safeParse(given);
  if (!parsed.success)
    throw new ConfigProblems(parsed.error.issues.map((issue) => problemLine(issue, given)));
  const read = parsed.data;
  if (read.ATHAR_APPROVALS === 1 && read.ATHAR_COOLING_OFF === 0 && !demo) {
    const held = JSON.stringify(given.ATHAR_COOLING_OFF);
    throw new ConfigProblems([
      `ATHAR_COOLING_OFF holds ${held}; it may hold a longer time while ATHAR_APPROVALS is 1, such as P3D`,
    ]);
  }
  const spamCheck = spamCheckProblem(read.ATHAR_SPAM_CHECK_URL, read.ATHAR_SPAM_CHECK_KEY);
  if (spamCheck !== undefined) throw new ConfigProblems([spamCheck]);
  const dataDir = resolve(read.ATHAR_DATA_DIR);
  const host = read.HOST.includes(':') ? `[${read.HOST}]` : read.HOST;
  return new Config({
    port: read.PORT,
    host: read.HOST,
    baseUrl: (read.BASE_URL ?? `http://${host}:${read.PORT}`).replace(/\/+$/, ''),
    databaseUrl: read.DATABASE_URL,
    migrationUrl: read.DATABASE_MIGRATION_URL,
    dataDir,
    role: read.ATHAR_ROLE,
    smtpUrl: read.SMTP_URL,
    mailFrom: read.MAIL_FROM,
    siteName: read.ATHAR_SITE_NAME,
    sourcesFile: read.ATHAR_SOURCES && resolve(read.ATHAR_SOURCES),
    policyFile: read.ATHAR_POLICY && resolve(read.ATHAR_POLICY),
    gravatar: read.ATHAR_GRAVATAR === 'on',
    gravatarUrl: `${read.ATHAR_GRAVATAR_URL.replace(/\/+$/, '')}/`,
    trustedProxies: read.ATHAR_TRUSTED_PROXIES,
    s3Url: read.S3_URL,
    secretFile: resolve(read.ATHAR_SECRET_FILE ?? `${dataDir}/secret`),
    regime: read.ATHAR_REGIME,
    zone: read.TZ_OFFICE,
    approvals: read.ATHAR_APPROVALS,
    logLevel: read.LOG_LEVEL,
    spamCheck: spamCheckOf(read.ATHAR_SPAM_CHECK_URL, read.ATHAR_SPAM_CHECK_KEY),
    commentLinks: read.ATHAR_COMMENT_LINKS,
    coolingOff: read.ATHAR_COOLING_OFF,
    holdReleaseDelay: read.ATHAR_HOLD_RELEASE_DELAY,
    safetyDelay: read.ATHAR_SAFETY_DELAY,
    backupRetention: read.ATHAR_BACKUP_RETENTION,
    demo,
  });
}

function problemLine(issue: z.core.$ZodIssue, given: Record<string, string | undefined>): string {
  const name = String(issue.path[0]);
  const held = SECRET.has(name) ? 'a value that cannot be read' : JSON.stringify(given[name] ?? '');
  return `${name} holds ${held}; it may hold ${issue.message}`;
}
