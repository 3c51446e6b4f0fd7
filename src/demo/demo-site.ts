import { type DataSource, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { demoBody, demoComment, demoName, demoTitle } from './demo-text.js';
import { Repeatable } from './random.js';

const ARTICLES = 60;
const MEMBERS = 300;
const GUESTS = 400;
const COMMENTS = 20_000;
const DAY = 86_400_000;
const USER_AGENTS = [
  'Mozilla/5.0 (Linux; Android 14; Mobile) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile Safari/604.1',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0',
] as const;

interface Author {
  readonly account: string | null;
  readonly name: string;
  readonly email: string;
}

/** Fills the demo's site: articles, members, and comments by members and guests, as sets in a few statements. */
export async function seedSite(database: DataSource, memberPasswordHash: string, now: Date): Promise<void> {
  const random = new Repeatable(20_261_124);
  await database.transaction(async (manager) => {
    const articles = await seedArticles(manager, now);
    const members = await seedMembers(manager, random, memberPasswordHash, now);
    const guests = Array.from({ length: GUESTS }, (_, index): Author => {
      const name = demoName(random);
      return { account: null, name: name.shown, email: `${name.latin}.g${index}@example.net` };
    });
    await seedComments(manager, random, articles, members, guests, now);
  });
  await database.query('ANALYZE articles, accounts, comments').catch(() => undefined);
}

async function seedArticles(manager: EntityManager, now: Date): Promise<string[]> {
  const ids = Array.from({ length: ARTICLES }, () => uuidv7());
  await manager.query(
    `INSERT INTO articles (id, slug, title, body, published_at)
     SELECT id, 'article-' || place, title, $3, $4::timestamptz - place * interval '3 days'
     FROM unnest($1::uuid[], $2::text[]) WITH ORDINALITY AS a (id, title, place)`,
    [ids, ids.map((_, index) => demoTitle(index)), demoBody(), now],
  );
  return ids;
}

async function seedMembers(
  manager: EntityManager,
  random: Repeatable,
  hash: string,
  now: Date,
): Promise<Author[]> {
  const rows = Array.from({ length: MEMBERS }, (_, index) => {
    const name = demoName(random);
    const username = index === 0 ? 'member' : `${name.latin}${index}`;
    return {
      person: uuidv7(),
      account: uuidv7(),
      username,
      email: `${username}@example.org`,
      name: name.shown,
      age: random.below(900),
    };
  });
  const column = <Key extends keyof (typeof rows)[number]>(key: Key) => rows.map((row) => row[key]);
  await manager.query('INSERT INTO persons (id) SELECT unnest($1::uuid[])', [column('person')]);
  await manager.query(
    `INSERT INTO accounts (id, person_id, username, email, display_name, locale, password_hash, created_at, updated_at,
                           email_confirmed_at)
     SELECT id, person, username, email, name, 'ar', $7, made, made, made
     FROM (SELECT *, $8::timestamptz - (age + 1) * interval '1 day' AS made
           FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::int[])
                AS m (id, person, username, email, name, age)) AS members`,
    [
      column('account'),
      column('person'),
      column('username'),
      column('email'),
      column('name'),
      column('age'),
      hash,
      now,
    ],
  );
  await manager.query(
    `INSERT INTO person_identifiers (person_id, source, kind, value, verified_at)
     SELECT a.person_id, 'portal', i.kind, i.value, a.created_at
     FROM accounts a, LATERAL (VALUES ('email', a.email), ('account', a.id::text)) AS i (kind, value)
     WHERE a.id = ANY($1::uuid[])`,
    [column('account')],
  );
  return rows.map((row) => ({ account: row.account, name: row.name, email: row.email }));
}

/** Every third comment is a guest's; one in ten answers an earlier one; one in twenty waits for an admin. */
async function seedComments(
  manager: EntityManager,
  random: Repeatable,
  articles: readonly string[],
  members: readonly Author[],
  guests: readonly Author[],
  now: Date,
): Promise<void> {
  const last = new Map<string, string>();
  const rows = Array.from({ length: COMMENTS }, (_, index) => {
    const author = random.pick(index % 3 === 0 ? guests : members);
    const article = random.pick(articles);
    const at = new Date(now.getTime() - (COMMENTS - index) * ((180 * DAY) / COMMENTS));
    const id = uuidv7({ msecs: at.getTime() });
    const parent = random.next() < 0.1 ? (last.get(article) ?? null) : null;
    const status = random.next() < 0.05 ? 'pending' : 'approved';
    if (status === 'approved') last.set(article, id);
    return {
      id,
      article,
      parent,
      author,
      at,
      status,
      body: demoComment(random),
      ip: demoIp(random),
      agent: random.pick(USER_AGENTS),
    };
  });
  for (let start = 0; start < rows.length; start += 5000) {
    const part = rows.slice(start, start + 5000);
    await manager.query(
      `INSERT INTO comments (id, article_id, parent_id, account_id, author_name, author_email, body, ip, user_agent, status, created_at)
       SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::inet[],
                            $9::text[], $10::text[], $11::timestamptz[])`,
      [
        part.map((row) => row.id),
        part.map((row) => row.article),
        part.map((row) => row.parent),
        part.map((row) => row.author.account),
        part.map((row) => row.author.name),
        part.map((row) => row.author.email),
        part.map((row) => row.body),
        part.map((row) => row.ip),
        part.map((row) => row.agent),
        part.map((row) => row.status),
        part.map((row) => row.at),
      ],
    );
  }
  // A comment of somebody known waits only where it came with many others.
  await manager.query(
    `INSERT INTO comment_checks (comment_id, reasons)
     SELECT c.id, CASE WHEN EXISTS (SELECT FROM comments k WHERE k.status = 'approved' AND fold_address(k.author_email) = fold_address(c.author_email))
                       THEN '{flood}'::text[] ELSE '{first_comment}' END
     FROM comments c WHERE c.status = 'pending'`,
  );
}

/** Addresses of the networks that RFC 5737 sets aside for examples. */
function demoIp(random: Repeatable): string {
  return `${random.pick(['192.0.2', '198.51.100', '203.0.113'])}.${1 + random.below(254)}`;
}
