import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { DataSource } from 'typeorm';
import { type Comment } from '../../comments/comment.js';
import { SpamCheck } from '../../comments/spam-check.js';
import { type GravatarCall, GravatarAsking } from '../../media/gravatar-asking.js';
import { Config } from '../../platform/config/config.js';
import { PublishedPolicy } from '../../policy/published-policy.js';
import { Sources } from '../../sources/sources.js';
import { type CheckResult, looked, type PromiseCheck, verdict } from '../promise-check.js';

const ADDRESS = ' Some.Body@Check.EXAMPLE ';
const hashOf = (address: string): string =>
  createHash('sha256').update(address.trim().toLowerCase()).digest('hex');

/** P03: a call to Gravatar carries the hash of the address and no more; the hash is in the data map, the recipient in the policy. */
@Injectable()
export class GravatarHashes implements PromiseCheck {
  constructor(
    private readonly database: DataSource,
    private readonly asking: GravatarAsking,
    private readonly sources: Sources,
    private readonly policy: PublishedPolicy,
    private readonly config: Config,
  ) {}

  async check(): Promise<CheckResult> {
    const { recipients } = await this.policy.inForce();
    const told = recipients.find(({ id }) => id === 'gravatar');
    const named = told?.switchable === true && told.fields.join() === 'emailSha256';
    // Rows of erased people hold no address any more.
    const asked = await looked<{ address: string; hash: string }>(
      this.database,
      `SELECT address, address_sha256 AS hash FROM gravatars WHERE address LIKE '%@%' ORDER BY id DESC LIMIT 1000`,
    );
    const others = asked.filter(({ address, hash }) => hash !== hashOf(address)).length;
    const mapped = this.sources
      .mapped('portal')
      ?.some(({ table, fields }) => table === 'gravatars' && fields.has('addressSha256'));
    return verdict(
      { on: this.config.gravatar ? 1 : 0, asked: asked.length, others },
      ['payload_differs', others > 0 || !this.isBare(this.asking.call(ADDRESS))],
      ['recipient_missing', !named],
      ['unmapped', mapped !== true],
    );
  }

  /** What leaves is the service's address, the hash, what size of picture is wanted, and two headers of nobody's. */
  private isBare({ url, headers }: GravatarCall): boolean {
    const expected = new RegExp(`^${hashOf(ADDRESS)}\\?d=404&s=\\d{1,4}$`);
    const service = this.config.gravatarUrl;
    const names = Object.keys(headers).sort().join();
    return (
      url.href.startsWith(service) &&
      expected.test(url.href.slice(service.length)) &&
      names === 'Accept,User-Agent' &&
      !/some\.body|check\.example/i.test(JSON.stringify(headers))
    );
  }
}

/** A comment whose every column has a value of its own. */
const SAMPLE: Readonly<Record<keyof Comment, string>> = {
  id: '0190d0a0-0000-7000-8000-000000000001',
  articleId: '0190d0a0-0000-7000-8000-000000000002',
  parentId: '0190d0a0-0000-7000-8000-000000000003',
  accountId: '0190d0a0-0000-7000-8000-000000000004',
  authorName: 'A name for a check',
  authorEmail: 'somebody@check.example',
  authorWebsite: 'https://check.example/',
  body: 'A text for a check.',
  ip: '203.0.113.77',
  userAgent: 'Browser of a check',
  status: 'pending',
  createdAt: '2026-01-01T00:00:00.000Z',
};

/** What the protocol asks for besides, which tells of the site and of no person. */
const OF_THE_SITE: ReadonlySet<string> = new Set(['api_key', 'blog', 'blog_charset', 'comment_type']);

/** P25: the spam check is sent the declared fields and no others, and no comment was published before its answer. */
@Injectable()
export class SpamPayload implements PromiseCheck {
  constructor(
    private readonly database: DataSource,
    private readonly spam: SpamCheck,
    private readonly policy: PublishedPolicy,
  ) {}

  async check(): Promise<CheckResult> {
    const { recipients } = await this.policy.inForce();
    const told = recipients.find(({ id }) => id === 'spam_check');
    const sent = [...this.spam.payload(SAMPLE as unknown as Comment)]
      .filter(([name]) => !OF_THE_SITE.has(name))
      .map(([name, value]) => Object.entries(SAMPLE).find(([, one]) => one === value)?.[0] ?? name);
    const declared = told?.fields ?? [];
    const [found] = await looked<{ unanswered: number; unchecked: number }>(
      this.database,
      `SELECT count(*) FILTER (WHERE c.status = 'pending' AND 'spam_unanswered' = ANY (k.reasons))::int AS unanswered,
              count(*) FILTER (WHERE c.status = 'approved' AND k.reasons && '{checking,spam_unanswered}')::int AS unchecked
       FROM comment_checks k JOIN comments c ON c.id = k.comment_id
       WHERE k.reasons && '{checking,spam_unanswered}'`,
    );
    return verdict(
      { on: this.spam.isOn ? 1 : 0, declared: declared.length, sent: sent.length, ...found },
      ['recipient_missing', told?.switchable !== true],
      ['payload_differs', [...sent].sort().join() !== [...declared].sort().join()],
      ['published_unchecked', (found?.unchecked ?? 0) > 0],
    );
  }
}
