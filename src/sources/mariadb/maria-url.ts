import { type ConnectionOptions } from 'mysql2';

/** What an address of a database may say beside who, where and which: how the connection is kept secret. */
const SSL_MODES: Readonly<Record<string, ConnectionOptions['ssl']>> = {
  disabled: undefined,
  required: { rejectUnauthorized: false },
  verify_identity: { rejectUnauthorized: true },
};

export const MARIA_EXAMPLE = 'mysql://reader:password@host:3306/database';

/** What is wrong with the address; undefined where nothing is. Its text stays out, since it holds a password. */
export function mariaUrlProblem(text: string): string | undefined {
  const url = new URL(text);
  const parts = [url.username, url.password, url.pathname];
  if (!parts.every(isDecodable)) return 'expected % only before two hexadecimal digits';
  if (url.hostname === '' || databaseOf(url) === '') return `expected an address such as ${MARIA_EXAMPLE}`;
  const others = [...url.searchParams.keys()].filter((name) => name !== 'ssl-mode');
  const mode = url.searchParams.get('ssl-mode')?.toLowerCase() ?? 'disabled';
  return others.length > 0 || !Object.hasOwn(SSL_MODES, mode)
    ? `expected nothing after ? but ssl-mode=${Object.keys(SSL_MODES).join(', ssl-mode=')}`
    : undefined;
}

/** @param text an address in which `mariaUrlProblem` finds nothing */
export function connectionOf(text: string): ConnectionOptions {
  const url = new URL(text);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? 3306 : Number(url.port),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: databaseOf(url),
    ssl: SSL_MODES[url.searchParams.get('ssl-mode')?.toLowerCase() ?? 'disabled'],
  };
}

function databaseOf(url: URL): string {
  return decodeURIComponent(url.pathname.replace(/^\//, ''));
}

function isDecodable(text: string): boolean {
  return /^([^%]|%[0-9a-f]{2})*$/i.test(text);
}
