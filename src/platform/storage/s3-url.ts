/** Where an S3-compatible store is and how to sign in to it. */
export interface S3Address {
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  /** Put before every key; ends with a slash, or is empty. */
  readonly prefix: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Thrown for an S3_URL that cannot be used. The message never holds the address, which carries a secret. */
export class S3UrlProblem extends Error {
  constructor(problem: string) {
    super(`S3_URL ${problem}; it reads like s3://KEY:SECRET@s3.example.org/bucket?region=eu-west-1`);
    this.name = 'S3UrlProblem';
  }
}

const OPTIONS = new Set(['region', 'tls']);

/**
 * Reads `s3://KEY:SECRET@host[:port]/bucket[/folder][?region=us-east-1][&tls=off]`.
 *
 * KEY and SECRET are percent-encoded where they hold characters such as `/` or `+` (a slash is `%2F`, a plus `%2B`).
 * The bucket is addressed by path (`https://host/bucket/key`), which every S3-compatible store understands; a folder
 * lets several instances share a bucket. `region` is what the store expects in signatures, `us-east-1` by default.
 * `tls=off` speaks plain HTTP, for a store on the same machine or network.
 * @throws S3UrlProblem with the first thing that is wrong
 */
export function readS3Url(text: string): S3Address {
  if (!URL.canParse(text)) throw new S3UrlProblem('is not an address');
  const url = new URL(text);
  if (url.protocol !== 's3:') throw new S3UrlProblem('does not start with s3://');
  if (url.hostname === '') throw new S3UrlProblem('names no host');
  if (url.username === '' || url.password === '') {
    throw new S3UrlProblem(
      'lacks the key or the secret before the @ (percent-encode a slash in them as %2F)',
    );
  }
  if (url.hash !== '') throw new S3UrlProblem('has a # (percent-encode it as %23)');
  const [bucket = '', ...folders] = url.pathname.split('/').filter((part) => part !== '');
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) {
    throw new S3UrlProblem('names no bucket after the host (lower-case letters, digits, hyphens, dots)');
  }
  if (!folders.every((part) => /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(part))) {
    throw new S3UrlProblem('has a folder after the bucket with other than letters, digits, hyphens and dots');
  }
  return {
    ...readOptions(url),
    bucket,
    prefix: folders.map((part) => `${part}/`).join(''),
    accessKeyId: decoded(url.username, 'key'),
    secretAccessKey: decoded(url.password, 'secret'),
  };
}

function readOptions(url: URL): { endpoint: string; region: string } {
  const unknown = [...url.searchParams.keys()].find((name) => !OPTIONS.has(name));
  if (unknown !== undefined) throw new S3UrlProblem('has an option other than region and tls');
  const tls = url.searchParams.get('tls') ?? 'on';
  if (tls !== 'on' && tls !== 'off') throw new S3UrlProblem('has an option tls that is neither on nor off');
  const region = url.searchParams.get('region') ?? 'us-east-1';
  if (!/^[a-z0-9-]+$/i.test(region)) throw new S3UrlProblem('has an option region that names no region');
  return { endpoint: `${tls === 'on' ? 'https' : 'http'}://${url.host}`, region };
}

function decoded(part: string, what: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new S3UrlProblem(`has a ${what} with a broken % escape`);
  }
}
