/**
 * What is stored of a comment that says something about a person, by the names of the portal's data map: what its form
 * has, where it came from, and what the browser called itself (P01). A test holds the table against it.
 */
export const COMMENT_FIELDS = [
  'body',
  'authorName',
  'authorEmail',
  'authorWebsite',
  'ip',
  'userAgent',
] as const;
