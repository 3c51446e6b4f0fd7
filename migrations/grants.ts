/**
 * What the app role may do, per table and function; nothing else. Applied after each run of the migrations.
 * The log's events are missing from the writers on purpose: only `audit_sequence` adds to them.
 */
export const tableGrants: Readonly<Record<string, string>> = {
  instance: 'SELECT',
  audit_pseudonyms: 'SELECT, INSERT, DELETE, UPDATE (id)',
  audit_queue: 'SELECT, INSERT',
  audit_events: 'SELECT',
  audit_spans: 'SELECT',
  audit_values: 'SELECT, INSERT, DELETE, UPDATE (owner, until)',
  audit_activity: 'SELECT',
  tasks: 'SELECT, INSERT, UPDATE, DELETE',
  outbox: 'SELECT, INSERT, UPDATE, DELETE',
  rate_limits: 'SELECT, INSERT, UPDATE, DELETE',
  persons: 'SELECT, INSERT, UPDATE, DELETE',
  person_identifiers: 'SELECT, INSERT, UPDATE, DELETE',
  accounts: 'SELECT, INSERT, UPDATE, DELETE',
  registrations: 'SELECT, INSERT, UPDATE, DELETE',
  sessions: 'SELECT, INSERT, UPDATE, DELETE',
  api_tokens: 'SELECT, INSERT, UPDATE, DELETE',
  account_tokens: 'SELECT, INSERT, UPDATE, DELETE',
  reset_asks: 'SELECT, INSERT, UPDATE, DELETE',
  articles: 'SELECT, INSERT, UPDATE, DELETE',
  comments: 'SELECT, INSERT, UPDATE, DELETE',
  comment_hiding: 'SELECT, INSERT, UPDATE, DELETE',
  comment_bans: 'SELECT, INSERT, UPDATE, DELETE',
  consents: 'SELECT, INSERT, UPDATE, DELETE',
  requests: 'SELECT, INSERT, UPDATE, DELETE',
  request_transitions: 'SELECT',
  request_subject: 'SELECT, INSERT, UPDATE, DELETE',
  request_tokens: 'SELECT, INSERT, UPDATE, DELETE',
  request_messages: 'SELECT, INSERT, UPDATE, DELETE',
  request_steps: 'SELECT, INSERT, UPDATE, DELETE',
  request_decisions: 'SELECT, INSERT, UPDATE, DELETE',
  exports: 'SELECT, INSERT, UPDATE, DELETE',
  bundle_objects: 'SELECT, INSERT, UPDATE, DELETE',
};

export const functionGrants: readonly string[] = ['audit_sequence(integer, boolean)'];
