import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { freePort } from '../free-port.js';
import { hasMariaDb, type MariaDbServer } from '../mariadb-server.js';
import { hasPhp, Php } from './php.js';
import { type MadeSite, type SitePerson } from './site-person.js';

/** Said by the tests that are skipped without one. */
export const HOW_TO_GET_A_WORDPRESS =
  'needs MariaDB, PHP and WordPress: apt-get install mariadb-server php-cli php-mysql php-gd php-zip wordpress wordpress-theme-twentytwentythree';

/** Where Debian puts WordPress. */
const SHIPPED = '/usr/share/wordpress';
const PARTS = ['wp-load.php', 'wp-content/themes/twentytwentythree'];

export const hasWordPress = hasMariaDb && PARTS.every((part) => existsSync(join(SHIPPED, part))) && hasPhp();

export const PREFIX = 'w9_';
const DATABASE = 'site';

/** A page as WordPress answered. */
export interface SitePage {
  readonly status: number;
  readonly text: string;
}

/** A copy of WordPress in a folder of its own, installed into a database of a private MariaDB and filled. */
export class WordPressSite {
  private readonly php: Php;

  private constructor(
    private readonly folder: string,
    private readonly port: number,
    readonly server: MariaDbServer,
  ) {
    this.php = new Php(this.root, join(folder, 'php.log'));
  }

  /** Names of what was made; set once it was filled. */
  made: MadeSite = { admin: 0, article: 0, people: {}, guests: [] };

  /**
   * @param people the first is whom everybody's comments are answered by
   * @param guests addresses under each of which one comment is written
   */
  static async start(
    server: MariaDbServer,
    people: readonly SitePerson[],
    guests: readonly string[] = [],
  ): Promise<WordPressSite> {
    const folder = mkdtempSync(join(tmpdir(), 'athar-wordpress-'));
    const site = new WordPressSite(folder, await freePort(), server);
    try {
      cpSync(SHIPPED, site.root, { recursive: true, verbatimSymlinks: true });
      mkdirSync(join(site.uploads), { recursive: true });
      writeFileSync(join(site.root, 'wp-config.php'), configuration(server));
      await server.query(`CREATE DATABASE ${DATABASE} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci`);
      const plan = { url: site.url, photograph: join(folder, 'photograph.jpg'), people, guests };
      await writePhotograph(plan.photograph);
      site.made = JSON.parse(await site.php.run('site.php', JSON.stringify(plan))) as MadeSite;
      return site;
    } catch (error) {
      await site.stop();
      throw error;
    }
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The address of its database. */
  database(user: string, password: string): string {
    return this.server.url(DATABASE, user, password);
  }

  get uploads(): string {
    return join(this.root, 'wp-content/uploads');
  }

  /** Statements in its database, `$` before each table. */
  query(text: string, values: readonly string[] = []): Promise<Record<string, unknown>[]> {
    return this.server.query(text.replaceAll('$', `${DATABASE}.${PREFIX}`), values);
  }

  /** Articles whose number of comments is not what WordPress itself would count: as stored, and right. */
  async wrongCounts(): Promise<Record<string, readonly [number, number]>> {
    return JSON.parse(await this.php.run('recount.php')) as Record<string, readonly [number, number]>;
  }

  /** Adds the tables that a network of sites has. */
  async becomeNetwork(): Promise<void> {
    await this.php.run('network.php');
  }

  /** Gets a page, from PHP's own server. */
  async page(path: string): Promise<SitePage> {
    await this.php.serve(this.port);
    const answer = await fetch(`${this.url}${path}`, { redirect: 'manual' });
    return { status: answer.status, text: await answer.text() };
  }

  /** What PHP complained of. */
  get complaints(): string {
    return this.php.complaints;
  }

  async stop(): Promise<void> {
    await this.php.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get root(): string {
    return join(this.folder, 'site');
  }
}

function configuration(server: MariaDbServer): string {
  const { host, username } = new URL(server.url(DATABASE));
  const keys = ['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'].flatMap((name) => [
    `${name}_KEY`,
    `${name}_SALT`,
  ]);
  const set: Record<string, string | boolean> = {
    ...{
      DB_HOST: host,
      DB_NAME: DATABASE,
      DB_USER: username,
      DB_PASSWORD: '',
      DB_CHARSET: 'utf8mb4',
      DB_COLLATE: '',
    },
    ...{ DISABLE_WP_CRON: true, WP_HTTP_BLOCK_EXTERNAL: true, AUTOMATIC_UPDATER_DISABLED: true },
    ...Object.fromEntries(keys.map((name) => [name, randomBytes(24).toString('hex')])),
  };
  // What JSON writes of these, PHP reads alike.
  const lines = Object.entries(set).map(([name, value]) => `define('${name}', ${JSON.stringify(value)});`);
  return `<?php\n${lines.join('\n')}\n$table_prefix = '${PREFIX}';\nrequire ABSPATH . 'wp-settings.php';\n`;
}

/** Larger than WordPress shows, so that it keeps the original beside; it says where and by whom it was taken. */
async function writePhotograph(path: string): Promise<void> {
  await sharp({ create: { width: 2600, height: 200, channels: 3, background: '#c60' } })
    .withExif({
      IFD0: { Artist: 'A Photographer', Copyright: 'A Photographer' },
      IFD3: { GPSLatitude: '35/1 46/1 0/1', GPSLatitudeRef: 'N' },
    })
    .jpeg()
    .toFile(path);
}
