import { type RequestKind } from '../../../policy/request-kinds.js';
import { type SitePolicy } from '../../../policy/site-policy.js';
import { type PageFrame } from '../../layout/frame.js';
import { Facts } from '../../layout/parts.js';
import { wordsOf } from '../../layout/phrase.js';

/** Kinds of requests after which recipients are told (GDPR, Article 19; Law 09-08, Article 8). */
const TOLD_AFTER: readonly RequestKind[] = ['erasure', 'rectification', 'restriction'];

/** Somebody whom the policy names, in the reader's language. */
export interface RecipientLine {
  readonly name: string;
  /** What the policy says that it gets. */
  readonly receives: string;
}

/** Whom the office tells of what was done: everybody whom the policy names but itself; nobody for other kinds. */
export function recipientsToTell(
  { locale }: PageFrame,
  kind: RequestKind,
  { recipients }: Pick<SitePolicy, 'recipients'>,
): RecipientLine[] {
  if (!TOLD_AFTER.includes(kind)) return [];
  return recipients
    .filter(({ id }) => id !== 'office')
    .map(({ name, receives }) => ({ name: name[locale], receives: receives[locale] }));
}

export function RecipientsToTell({
  frame,
  recipients,
}: {
  frame: PageFrame;
  recipients: readonly RecipientLine[];
}) {
  if (recipients.length === 0) return null;
  const say = wordsOf(frame);
  return (
    <section aria-labelledby="recipients">
      <h2 id="recipients">{say('recipients.tell')}</h2>
      <p>{say('recipients.tell.text')}</p>
      <Facts facts={recipients.map(({ name, receives }) => [name, receives] as const)} />
    </section>
  );
}
