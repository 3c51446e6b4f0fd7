import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { shownIn } from '../../articles/article-blocks.js';
import { PublishedPolicy } from '../../policy/published-policy.js';
import { OwnPages, type SeenPage, tagsOf } from '../own-pages.js';
import { type CheckResult, looked, type PromiseCheck, unknown, verdict } from '../promise-check.js';

/** Articles whose texts are read, the newest first, and of those pages that are opened. */
const TEXTS = 200;
const PAGES = 10;

interface Embedding {
  readonly slug: string;
  readonly hosts: readonly string[];
}

/** Published articles that embed other sites, by their texts: whatever was written down beside them. */
async function embedding(database: DataSource): Promise<Embedding[]> {
  const rows = await looked<{ slug: string; body: string }>(
    database,
    `SELECT slug, body FROM articles WHERE published_at IS NOT NULL AND body LIKE '%https://%'
     ORDER BY published_at DESC LIMIT ${TEXTS}`,
  );
  return rows
    .map(({ slug, body }) => ({ slug, hosts: shownIn(body).hosts }))
    .filter(({ hosts }) => hosts.length > 0);
}

/** P14: pages of articles that embed other sites, as a stranger gets them, load nothing from elsewhere and allow no frame. */
@Injectable()
export class EmbedsAwaitConsent implements PromiseCheck {
  constructor(
    private readonly database: DataSource,
    private readonly pages: OwnPages,
  ) {}

  async check(): Promise<CheckResult> {
    const articles = (await embedding(this.database)).slice(0, PAGES);
    if (articles.length === 0) return unknown('not_in_use', { hosts: 0 });
    const seen = await this.pages.visit((open) =>
      Promise.all(articles.map(({ slug }) => open(`/articles/${encodeURIComponent(slug)}`))),
    );
    const loaded = seen.filter((page) => page.status !== 200 || loadsOthers(page)).length;
    const hosts = new Set(articles.flatMap((one) => one.hosts)).size;
    return verdict({ articles: articles.length, hosts, loaded }, ['embed_loaded', loaded > 0]);
  }
}

function loadsOthers({ html, allows }: SeenPage): boolean {
  const frames = tagsOf(html, 'iframe|frame|embed|object|portal|base').length > 0;
  const elsewhere = tagsOf(html, 'img|script|link|source|video|audio|track|input').some((tag) =>
    /\s(?:src|srcset|href|poster|data)="\s*(?:[a-z]+:)?\/\//i.test(tag),
  );
  return frames || elsewhere || !allows.includes("default-src 'none'") || allows.includes('frame-src');
}

/** P15: hosts that articles embed are recipients of the policy that holds. */
@Injectable()
export class EmbeddedHosts implements PromiseCheck {
  constructor(
    private readonly database: DataSource,
    private readonly policy: PublishedPolicy,
  ) {}

  async check(): Promise<CheckResult> {
    const hosts = new Set((await embedding(this.database)).flatMap((one) => one.hosts));
    if (hosts.size === 0) return unknown('not_in_use', { hosts: 0 });
    const { recipients } = await this.policy.inForce();
    const listed = new Set(recipients.map(({ id }) => id));
    const missing = [...hosts].filter((host) => !listed.has(`embed:${host}`)).length;
    return verdict({ hosts: hosts.size, missing }, ['embed_not_listed', missing > 0]);
  }
}
