import { Fragment } from 'preact';
import { writtenInstant } from '../../../platform/i18n/dates.js';
import { type MailCopy } from '../../../platform/mail/mailbox-folder.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { Ltr, wordsOf } from '../../layout/phrase.js';
import { writtenSize } from '../person/request-view.js';

/** The demo's mails: every one would have been sent. */
export interface MailboxView {
  readonly frame: PageFrame;
  readonly mails: readonly MailCopy[];
}

export function MailboxPage({ frame, mails }: MailboxView) {
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={say('mailbox.title')}>
      <h1>{say('mailbox.title')}</h1>
      <p class="lead">{say('mailbox.intro')}</p>
      {mails.length === 0 && <p>{say('mailbox.none')}</p>}
      <ul class="rows">
        {mails.map((mail) => (
          <li key={mail.id}>
            <a href={linkTo(frame, `/mailbox/${mail.id}`)}>
              <bdi>
                <Subject frame={frame} text={mail.subject} />
              </bdi>
            </a>
            <Ltr>{mail.to}</Ltr>
            <span class="quiet-text">{writtenInstant(new Date(mail.at), frame.locale, frame.zone)}</span>
          </li>
        ))}
      </ul>
    </Layout>
  );
}

export interface MailView {
  readonly frame: PageFrame;
  readonly mail: MailCopy;
}

/** One mail: its text version. The HTML one is never shown, so nothing of it can run. */
export function MailPage({ frame, mail }: MailView) {
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={say('mailbox.title')}>
      <p>
        <a href={linkTo(frame, '/mailbox')}>{say('mailbox.back')}</a>
      </p>
      <h1 dir="auto">
        <Subject frame={frame} text={mail.subject} />
      </h1>
      <dl class="facts">
        <dt>{say('mailbox.to')}</dt>
        <dd>
          <Ltr>{mail.to}</Ltr>
        </dd>
        <dt>{say('mailbox.at')}</dt>
        <dd>{writtenInstant(new Date(mail.at), frame.locale, frame.zone)}</dd>
        <Attachments frame={frame} mail={mail} />
      </dl>
      <pre class="mail-text" dir="auto">
        <WithLinks text={mail.text} />
      </pre>
    </Layout>
  );
}

function Attachments({ frame, mail }: MailView) {
  const { attachments = [] } = mail;
  if (attachments.length === 0) return null;
  return (
    <>
      <dt>{wordsOf(frame)('mailbox.attachments')}</dt>
      {attachments.map(({ name, bytes }) => (
        <dd key={name}>
          <Ltr>{name}</Ltr> (<bdi>{writtenSize(bytes, frame.locale)}</bdi>)
        </dd>
      ))}
    </>
  );
}

/** The site's name keeps its own direction, so that the mail's words alone say how the subject reads. */
function Subject({ frame, text }: { frame: PageFrame; text: string }) {
  return (
    <>
      {text.split(frame.site).map((part, index) => (
        <Fragment key={index}>
          {index > 0 && <bdi>{frame.site}</bdi>}
          {part}
        </Fragment>
      ))}
    </>
  );
}

const ADDRESS = /(https?:\/\/[^\s<>"\u2066-\u2069]+)/u;

function WithLinks({ text }: { text: string }) {
  return (
    <>
      {text.split(ADDRESS).map((part, index) => (
        <Fragment key={index}>
          {index % 2 === 0 ? (
            part
          ) : (
            <a href={part} rel="noreferrer">
              <Ltr>{part}</Ltr>
            </a>
          )}
        </Fragment>
      ))}
    </>
  );
}
