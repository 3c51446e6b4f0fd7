import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { freePort } from '../free-port.js';
import { type MariaDbServer } from '../mariadb-server.js';
import { type MadeSite, type SitePerson } from './site-person.js';

/** Said by the tests that are skipped without one. */
export const HOW_TO_GET_A_WORDPRESS =
  'needs MariaDB, PHP and WordPress: apt-get install mariadb-server php-cli php-mysql php-gd php-zip wordpress wordpress-theme-twentytwentythree';

/** Where Debian puts WordPress. */
const SHIPPED = '/usr/share/wordpress';
const PHP = '/usr/bin/php';
const NEEDED = ['mysqli', 'gd', 'zip', 'exif'];

export const hasWordPress =
  existsSync(PHP) &&
  existsSync(join(SHIPPED, 'wp-load.php')) &&
  existsSync(join(SHIPPED, 'wp-content/themes/twentytwentythree')) &&
  modules().filter((name) => NEEDED.includes(name)).length === NEEDED.length;

export const PREFIX = 'w9_';
const DATABASE = 'site';
const PATIENCE = 60_000;

/** A page as WordPress answered. */
export interface SitePage {
  readonly status: number;
  readonly text: string;
}

/** A copy of WordPress in a folder of its own, installed into a database of a private MariaDB and filled. */
export class WordPressSite {
  private serving?: ChildProcess;

  private constructor(
    private readonly folder: string,
    private readonly port: number,
    readonly server: MariaDbServer,
  ) {}

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
    cpSync(SHIPPED, site.root, { recursive: true, verbatimSymlinks: true });
    mkdirSync(join(site.uploads), { recursive: true });
    writeFileSync(join(site.root, 'wp-config.php'), configuration(server));
    await server.query(`CREATE DATABASE ${DATABASE} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci`);
    const plan = { url: site.url, photograph: join(folder, 'photograph.jpg'), people, guests };
    await writePhotograph(plan.photograph);
    site.made = JSON.parse(await site.php('site.php', JSON.stringify(plan))) as MadeSite;
    return site;
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
    return JSON.parse(await this.php('recount.php', '')) as Record<string, readonly [number, number]>;
  }

  /** Adds the tables that a network of sites has. */
  async becomeNetwork(): Promise<void> {
    await this.php('network.php', '');
  }

  /** Gets a page, from PHP's own server. */
  async page(path: string): Promise<SitePage> {
    if (this.serving === undefined) await this.serve();
    const answer = await fetch(`${this.url}${path}`, { redirect: 'manual' });
    return { status: answer.status, text: await answer.text() };
  }

  /** What PHP wrote into its log: warnings and errors. */
  get complaints(): string {
    return existsSync(this.log) ? readFileSync(this.log, 'utf8') : '';
  }

  async stop(): Promise<void> {
    const { serving } = this;
    if (serving?.exitCode === null) {
      const exit = new Promise((resolve) => serving.once('exit', resolve));
      serving.kill('SIGKILL');
      await exit;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get root(): string {
    return join(this.folder, 'site');
  }

  private get log(): string {
    return join(this.folder, 'php.log');
  }

  /** Mails go nowhere; warnings are shown and logged. */
  private get settings(): string[] {
    const set = { sendmail_path: '/bin/true', display_errors: '1', log_errors: '1', error_log: this.log };
    return Object.entries(set).flatMap(([name, value]) => ['-d', `${name}=${value}`]);
  }

  private php(script: string, input: string): Promise<string> {
    const path = fileURLToPath(new URL(script, import.meta.url));
    return new Promise((resolve, reject) => {
      const child = execFile(PHP, [...this.settings, path, this.root], (error, stdout, stderr) => {
        if (error === null && this.complaints === '') resolve(stdout);
        else reject(new Error(`${script}: ${stdout}${stderr}${this.complaints}`));
      });
      child.stdin?.end(input);
    });
  }

  private async serve(): Promise<void> {
    const child = spawn(PHP, [...this.settings, '-S', `127.0.0.1:${this.port}`, '-t', this.root], {
      stdio: 'ignore',
    });
    process.once('exit', () => child.kill('SIGKILL'));
    this.serving = child;
    for (const end = Date.now() + PATIENCE; ;) {
      try {
        await fetch(`${this.url}/license.txt`);
        return;
      } catch (error) {
        if (Date.now() > end || child.exitCode !== null) throw error;
        await after(50);
      }
    }
  }
}

function modules(): string[] {
  return execFileSync(PHP, ['-m'], { encoding: 'utf8' }).split('\n');
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
