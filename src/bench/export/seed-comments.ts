import pg from 'pg';

const WORDS = {
  ar: 'هذا الخبر مهم جدا لسكان المدينة نتمنى أن تتحسن الأحوال في القريب العاجل شكرا على المقال المفيد والمتوازن ولكن هناك نقطة لم يذكرها الكاتب وهي أن الأسعار ارتفعت كثيرا منذ بداية السنة والناس ينتظرون حلولا حقيقية من المسؤولين عن النقل والتعليم والصحة',
  fr: 'merci pour cet article très clair mais il manque une précision sur le calendrier des travaux que la commune avait annoncé au printemps dernier nous attendons toujours une réponse des responsables à propos du tramway et de la nouvelle gare quand elle sera enfin ouverte aux voyageurs',
  en: 'thank you for this report it would help to know who pays for the new harbour and when the road along the beach will open again many people who live there have waited for years and nobody has told them anything about it so far which is a pity really',
};
const TEXTS = 6000;
const MEMBERS = 3000;

export interface SeededSite {
  readonly email: string;
  readonly comments: number;
  readonly own: number;
}

/**
 * A site with `comments` comments, of which one member wrote `own`; the rest are by guests. Texts are 200 to 600 bytes
 * in Arabic, French and English, each put together from two of some thousands, so that they compress as real ones do.
 */
export async function seedComments(url: string, comments: number, own: number): Promise<SeededSite> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('BEGIN');
    const email = 'reader@bench.example';
    await makePeople(client, email);
    await makeTexts(client);
    await makeComments(client, comments, own);
    await client.query('COMMIT');
    await client.query('VACUUM (ANALYZE) comments');
    return { email, comments, own };
  } finally {
    await client.end();
  }
}

async function makePeople(client: pg.Client, email: string): Promise<void> {
  await client.query(
    `WITH people AS (
       INSERT INTO persons (id) SELECT gen_random_uuid() FROM generate_series(0, $2::integer) RETURNING id
     ), numbered AS (SELECT id, row_number() OVER () - 1 AS n FROM people)
     INSERT INTO accounts (person_id, username, email, display_name, locale, created_at, updated_at, email_confirmed_at)
     SELECT id, 'reader' || n, CASE n WHEN 0 THEN $1 ELSE 'reader' || n || '@mail.example' END, 'قارئ طنجة', 'ar',
            now(), now(), now()
     FROM numbered`,
    [email, MEMBERS],
  );
  await client.query(
    `INSERT INTO person_identifiers (person_id, source, kind, value, verified_at)
     SELECT person_id, 'portal', 'email', email, now() FROM accounts`,
  );
  await client.query(
    `INSERT INTO articles (slug, title, body, published_at)
     SELECT 'article-' || n, 'أخبار المدينة رقم ' || n, 'نص', now() - n * interval '1 day' FROM generate_series(1, 200) n`,
  );
}

/** Half a comment each: 100 to 300 bytes. */
async function makeTexts(client: pg.Client): Promise<void> {
  await client.query('SELECT setseed(0.42)');
  await client.query('CREATE TEMP TABLE texts (place integer PRIMARY KEY, text text) ON COMMIT DROP');
  for (const [index, words] of Object.values(WORDS).entries()) {
    // An Arabic letter takes two bytes.
    const [least, spread] = index === 0 ? [10, 18] : [18, 34];
    await client.query(
      `INSERT INTO texts SELECT n * 3 + $2::integer, t.text FROM generate_series(0, $3::integer - 1) n,
       LATERAL (SELECT string_agg(w[1 + floor(random() * array_length(w, 1))::integer], ' ') AS text
                FROM (SELECT string_to_array($1, ' ') AS w) words,
                     generate_series(1, $4::integer + floor(random() * $5 + n * 0)::integer)) t`,
      [words, index, TEXTS / 3, least, spread],
    );
  }
}

/** Two in three of the other comments are by members too, the rest by guests. */
async function makeComments(client: pg.Client, comments: number, own: number): Promise<void> {
  await client.query(
    `INSERT INTO comments (article_id, account_id, author_name, author_email, body, ip, user_agent, status, created_at)
     SELECT a.ids[1 + n % 200], w.account, 'Reader ' || n,
            CASE WHEN w.account IS NULL THEN 'guest' || n || '@mail.example' END, first.text || '. ' || second.text,
            ('198.51.' || n % 256 || '.' || (n / 256) % 256)::inet,
            'Mozilla/5.0 (X11; Linux x86_64; rv:1' || 20 + n % 20 || '.0) Gecko/20100101 Firefox/1' || 20 + n % 20 || '.0',
            'approved', now() - n * interval '1 minute'
     FROM generate_series(1, $1::integer) n
       CROSS JOIN (SELECT array_agg(id ORDER BY username <> 'reader0', username) AS ids FROM accounts) o
       CROSS JOIN (SELECT array_agg(id ORDER BY slug) AS ids FROM articles) a
       CROSS JOIN LATERAL (SELECT CASE WHEN n % ($1 / $2) = 0 THEN o.ids[1]
                                       WHEN n % 3 > 0 THEN o.ids[2 + (n / 3) % $4] END AS account) w
       JOIN texts first ON first.place = (n::bigint * 7919) % $3
       JOIN texts second ON second.place = ((n / 3)::bigint * 104729 % ($3 / 3)) * 3 + n % 3`,
    [comments, own, TEXTS, MEMBERS],
  );
}
