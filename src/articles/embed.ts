/** Content of another site in an article. */
export interface Embed {
  /** Where people see it at that site. */
  readonly address: string;
  /** What is shown in a frame. */
  readonly frame: string;
  /** Whose browser data the frame's host gets: its name, with a port that is not the usual one. */
  readonly host: string;
}

const LONGEST = 2000;

/** Sites whose pages do not let themselves be framed, and whose players do: host, path or query, player. */
const PLAYERS: readonly (readonly [host: RegExp, id: (url: URL) => string | undefined, player: string])[] = [
  [/^(?:www\.|m\.)?youtube\.com$/, (url) => videoId(url.searchParams.get('v')), youtube()],
  [/^youtu\.be$/, (url) => videoId(url.pathname.slice(1)), youtube()],
  [
    /^(?:www\.)?vimeo\.com$/,
    (url) => /^\/(\d{5,12})$/.exec(url.pathname)?.[1],
    'https://player.vimeo.com/video/',
  ],
];

/**
 * The embed of an address that stands alone on a line.
 * @returns undefined for what is no `https` address of a host by name, or carries a user or password
 */
export function embedOf(text: string): Embed | undefined {
  if (!text.startsWith('https://') || text.length > LONGEST || /\s/.test(text)) return undefined;
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const named = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*$/.test(url.hostname);
  if (!named || url.username !== '' || url.password !== '') return undefined;
  const frame = new URL(playerOf(url) ?? url.href);
  return { address: url.href, frame: frame.href, host: frame.host };
}

function playerOf(url: URL): string | undefined {
  for (const [host, idOf, player] of PLAYERS) {
    const id = host.test(url.hostname) ? idOf(url) : undefined;
    if (id !== undefined) return player + id;
  }
  return undefined;
}

function videoId(text: string | null): string | undefined {
  return text !== null && /^[A-Za-z0-9_-]{11}$/.test(text) ? text : undefined;
}

/** The player that sets no cookies before it plays. */
function youtube(): string {
  return 'https://www.youtube-nocookie.com/embed/';
}
