import { randomUUID } from 'node:crypto';
import { type Member, type PortalRows } from './portal-rows.js';

export const IP = '203.0.113.7';
export const NAME = 'Salma';
export const AGENT = 'Mozilla/5.0';

const later = new Date('2027-01-01T00:00:00Z');
const token = () => Buffer.from(randomUUID());

/** How many rows of each collection `fullMember` writes. */
export const FULL_COUNTS = {
  account: 1,
  person: 1,
  identifiers: 1,
  sessions: 2,
  api_tokens: 1,
  account_links: 1,
  media: 1,
  gravatars: 1,
  comments: 2,
  consents: 1,
  cookie_choices: 1,
  disowned_rows: 1,
  request_people: 1,
  requests: 1,
  request_messages: 1,
  request_notes: 1,
  request_steps: 1,
  restrictions: 1,
  request_links: 1,
  bundles: 1,
  mails: 2,
  log_pseudonyms: 1,
  activity: 3,
};

/** One of everything, with a mark that must not turn up in another person's data. */
export async function fullMember(
  rows: PortalRows,
  article: string,
  email: string,
  mark: string,
): Promise<Member & { readonly request: string }> {
  const member = await rows.account(email, {
    display_name: NAME,
    about: mark,
    password_hash: 'secret-hash',
  });
  await ownRows(rows, member, mark);
  const { account } = member;
  await rows.comment(article, {
    account_id: account,
    author_name: NAME,
    author_email: email,
    body: mark,
    ip: IP,
    user_agent: AGENT,
  });
  await rows.comment(article, {
    account_id: account,
    author_name: NAME,
    author_email: `old-${email.trim()}`,
    body: mark,
    ip: IP,
  });
  const request = await caseRows(rows, member, mark);
  await rows.insert('outbox', {
    kind: mark,
    message_id: randomUUID(),
    account_id: account,
    sealed: Buffer.from('x'),
  });
  await rows.logged('account', account, { ip: IP, userAgent: AGENT, name: mark });
  return { ...member, request };
}

async function ownRows(rows: PortalRows, { account, person, email }: Member, mark: string): Promise<void> {
  await rows.insert('sessions', {
    token_hash: token(),
    account_id: account,
    ip: IP,
    user_agent: AGENT,
    expires_at: later,
  });
  await rows.insert('api_tokens', {
    token_hash: token(),
    account_id: account,
    name: mark,
    expires_at: later,
  });
  await rows.insert('account_tokens', {
    token_hash: token(),
    account_id: account,
    kind: 'password_reset',
    expires_at: later,
  });
  await rows.insert('media', {
    account_id: account,
    object_key: `media/${randomUUID()}.jpeg`,
    kind: 'jpeg',
    width: 1,
    height: 1,
    bytes: 1,
    told_place: false,
    created_at: later,
    stored_at: later,
  });
  await rows.insert('gravatars', {
    account_id: account,
    address: email,
    address_sha256: randomUUID(),
    object_key: `media/${randomUUID()}`,
    asked_at: later,
    ask_again_at: later,
  });
  await rows.insert('disowned_rows', {
    person_id: person,
    source: 'site',
    collection: 'comments',
    key: ['901'],
    said_at: later,
  });
  const choice = await rows.cookieChoice(person, mark, later);
  await rows.insert('consents', {
    person_id: person,
    purpose: mark,
    policy_version: '1',
    given_at: later,
    choice_id: choice,
  });
}

async function caseRows(rows: PortalRows, member: Member, mark: string): Promise<string> {
  const request = await rows.request(member, { explanation: mark });
  await rows.insert('request_messages', {
    request_id: request,
    author: 'person',
    body: mark,
    created_at: later,
  });
  await rows.insert('request_notes', {
    request_id: request,
    author: randomUUID(),
    body: 'for the office alone',
    created_at: later,
  });
  await rows.insert('request_steps', {
    request_id: request,
    at: later,
    step: mark,
    state: 'received',
    actor: 'person',
  });
  await rows.insert('restrictions', { request_id: request, since: later, reason: mark });
  await rows.insert('request_tokens', { token_hash: token(), request_id: request, expires_at: later });
  await rows.insert('sessions', {
    token_hash: token(),
    request_id: request,
    ip: IP,
    user_agent: AGENT,
    expires_at: later,
  });
  await rows.insert('exports', { request_id: request, available_from: later });
  await rows.insert('outbox', {
    kind: mark,
    message_id: randomUUID(),
    request_id: request,
    sealed: Buffer.from('x'),
  });
  return request;
}
