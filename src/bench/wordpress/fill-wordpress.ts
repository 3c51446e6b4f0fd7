import { createConnection } from 'mysql2/promise';
import { wordpressTables } from './wordpress-tables.js';

const WORDS = [
  'هذا الخبر مهم جدا لسكان المدينة نتمنى أن تتحسن الأحوال في القريب العاجل شكرا على المقال المفيد والمتوازن ولكن هناك نقطة لم يذكرها الكاتب وهي أن الأسعار ارتفعت كثيرا منذ بداية السنة والناس ينتظرون حلولا حقيقية من المسؤولين',
  'merci pour cet article très clair mais il manque une précision sur le calendrier des travaux que la commune avait annoncé au printemps dernier nous attendons toujours une réponse des responsables à propos du tramway et de la gare',
  'thank you for this report it would help to know who pays for the new harbour and when the road along the beach will open again many people who live there have waited for years and nobody has told them anything about it so far',
];
const TEXTS = 6000;
const MEMBERS = 2000;
const ARTICLES = 1000;

/** Whose comments are exported. */
export const TARGET = 'target@bench.example';

/**
 * A database of a WordPress site with `comments` comments, of which one person wrote `own`: most signed in, a tenth as a
 * guest, a twentieth under an earlier address; some of them are spam or in the trash. A third of all comments
 * are replies to the one before.
 * @param url of the server
 * @returns the address of the database
 */
export async function fillWordpress(
  url: string,
  name: string,
  comments: number,
  own: number,
): Promise<string> {
  const site = await createConnection({ uri: url, charset: 'utf8mb4_general_ci', multipleStatements: true });
  try {
    await site.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4; USE ${name}; ${wordpressTables()}`);
    await fillPeople(site);
    await fillComments(site, comments, own);
  } finally {
    await site.end();
  }
  return `${url}/${name}`;
}

type Site = Awaited<ReturnType<typeof createConnection>>;

async function fillPeople(site: Site): Promise<void> {
  await site.query(
    `INSERT INTO wp_users (ID, user_login, user_nicename, user_email, display_name, user_registered)
     SELECT seq, CONCAT('user', seq), CONCAT('user', seq), IF(seq = 1, ?, CONCAT('user', seq, '@mail.example')), 'قارئ طنجة', '2020-01-02'
     FROM seq_1_to_${MEMBERS};
     INSERT INTO wp_usermeta (user_id, meta_key, meta_value)
     SELECT u.ID, k.name, k.value FROM wp_users u JOIN (
       SELECT 'nickname' AS name, 'قارئ' AS value UNION ALL SELECT 'wp_capabilities', 'a:1:{s:10:"subscriber";b:1;}'
       UNION ALL SELECT 'locale', 'ar') k;
     INSERT INTO wp_posts (post_author, post_title, post_content, post_excerpt, to_ping, pinged, post_content_filtered, post_date_gmt)
     SELECT 1 + seq MOD 100, CONCAT('أخبار المدينة رقم ', seq), 'نص', '', '', '', '', '2024-01-02' FROM seq_1_to_${ARTICLES};
     INSERT INTO wp_options (option_name, option_value) VALUES ('siteurl', 'https://site.bench.example')`,
    [TARGET],
  );
}

async function fillComments(site: Site, comments: number, own: number): Promise<void> {
  await site.query('CREATE TABLE bench_words (n integer PRIMARY KEY, text text)');
  await site.query('INSERT INTO bench_words VALUES ?', [texts().map((text, index) => [index, text])]);
  const each = Math.floor(comments / own);
  await site.query(
    `INSERT INTO wp_comments (comment_post_ID, comment_author, comment_author_email, comment_author_url, comment_author_IP,
       comment_date, comment_date_gmt, comment_content, comment_approved, comment_agent, comment_parent, user_id)
     SELECT 1 + s.seq MOD ${ARTICLES}, 'قارئ طنجة',
       CASE WHEN NOT mine THEN CONCAT('guest', s.seq, '@mail.example') WHEN turn = 7 THEN 'earlier@bench.example'
            WHEN turn = 9 THEN UPPER(?) ELSE ? END,
       'https://reader.example/', CONCAT('198.51.', s.seq MOD 256, '.', s.seq DIV 256 MOD 256),
       '2019-01-01' + INTERVAL s.seq MINUTE, '2019-01-01' + INTERVAL s.seq MINUTE,
       CONCAT(w.text, '. ', x.text),
       CASE s.seq MOD 53 WHEN 0 THEN 'spam' WHEN 1 THEN 'trash' WHEN 2 THEN '0' ELSE '1' END,
       CONCAT('Mozilla/5.0 (X11; Linux x86_64; rv:1', 20 + s.seq MOD 20, '.0) Gecko/20100101 Firefox/1', 20 + s.seq MOD 20, '.0'),
       IF(s.seq MOD 3 = 1, s.seq - 1, 0),
       CASE WHEN mine AND turn MOD 10 > 1 THEN 1 WHEN NOT mine AND s.seq MOD 3 = 0 THEN 2 + s.seq MOD ${MEMBERS - 2} ELSE 0 END
     FROM (SELECT seq, seq MOD ${each} = 0 AND seq DIV ${each} <= ${own} AS mine, seq DIV ${each} MOD 20 AS turn
           FROM seq_1_to_${comments}) s
     JOIN bench_words w ON w.n = s.seq * 7919 MOD ${TEXTS}
     JOIN bench_words x ON x.n = s.seq DIV 3 * 104729 MOD ${TEXTS}
     ORDER BY s.seq`,
    [TARGET, TARGET],
  );
  await site.query('DROP TABLE bench_words');
  await site.query('ANALYZE TABLE wp_comments, wp_posts, wp_users, wp_usermeta');
}

/** Half a comment each, put together from the words of one language, so that they compress as real ones do. */
function texts(): string[] {
  let state = 42;
  const random = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  return Array.from({ length: TEXTS }, (_, index) => {
    const words = (WORDS[index % WORDS.length] ?? '').split(' ');
    return Array.from({ length: 8 + random(20) }, () => words[random(words.length)]).join(' ');
  });
}
