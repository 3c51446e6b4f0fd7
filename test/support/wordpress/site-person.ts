/** Somebody whom a site knows, by an account or as a guest. Everything but `member` can be looked for afterwards. */
export interface SitePerson {
  readonly member: boolean;
  readonly login: string;
  readonly email: string;
  /** Addresses of a member: an earlier one, and one that was not confirmed yet. */
  readonly former: string;
  readonly pending: string;
  readonly name: string;
  readonly nickname: string;
  readonly phone: string;
  readonly ip: string;
  readonly otherIp: string;
  readonly browser: string;
  readonly website: string;
}

export type SitePost =
  'published' | 'page' | 'draft' | 'private' | 'trashed' | 'attachment' | 'unattached' | 'request';

/** Numbers of what a site keeps of somebody, by what it is. */
export interface MadePerson {
  /** 0 of a guest. */
  readonly user: number;
  /** `answer` is somebody else's. */
  readonly comments: Readonly<Record<string, number>>;
  /** Articles and what else is a row of that table: `request` is what was asked of WordPress itself. None of a guest. */
  readonly posts: Readonly<Partial<Record<SitePost, number>>> & { readonly revisions?: readonly number[] };
  /** Below the folder of uploads: the one that is shown, the original, and every size; the last belongs to no article. */
  readonly files: readonly string[];
  /** The name of the file that WordPress itself made for the request. */
  readonly earlierCopy: string;
}

/** Numbers of the comments that somebody wrote. */
export function ownComments({ comments }: MadePerson): number[] {
  return Object.entries(comments).flatMap(([what, id]) => (what === 'answer' ? [] : [id]));
}

export interface MadeSite {
  readonly admin: number;
  /** The article under which everybody writes. */
  readonly article: number;
  /** By login name. */
  readonly people: Readonly<Record<string, MadePerson>>;
  readonly guests: readonly number[];
}

let made = 0;

/** Somebody whose every trait is nobody else's. @param email by default that of the portal's account of this name */
export function sitePerson(login: string, member = true, email = `${login}@readers.example`): SitePerson {
  made += 1;
  const number = String(made).padStart(2, '0');
  return {
    ...{ member, login, email, former: `${login}.before@old.example`, pending: `${login}.next@new.example` },
    ...{ name: `Name-of-${login} ظريف`, nickname: `Nick-of-${login}` },
    ...{ phone: `+2126001122${number}`, ip: `203.0.113.1${number}`, otherIp: `2001:db8:${number}::5` },
    ...{ browser: `Browser-of-${login}/1.0`, website: `https://${login}.home.example` },
  };
}

/** What tells of somebody, in small letters. */
export function tokensOf(person: SitePerson): string[] {
  return Object.values(person).flatMap((value) => (typeof value === 'string' ? [value.toLowerCase()] : []));
}
