import { Global, Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { MailSender } from './mail-sender.js';
import { MailTransport } from './mail-transport.js';
import { Mailbox } from './mailbox.js';
import { MailboxFolder, mailboxFolder } from './mailbox-folder.js';
import { Outbox } from './outbox.js';
import { OverdueMails } from './overdue-mails.js';
import { SmtpTransport } from './smtp-transport.js';

/** Mails out of the house. Needs a global `MailJournal`, which the room that keeps the log provides. */
@Global()
@Module({
  providers: [
    Outbox,
    OverdueMails,
    Mailbox,
    MailSender,
    {
      provide: MailTransport,
      inject: [Config],
      useFactory: ({ smtpUrl, dataDir }: Config): MailTransport =>
        smtpUrl === undefined ? new MailboxFolder(mailboxFolder(dataDir)) : new SmtpTransport(smtpUrl),
    },
  ],
  exports: [Outbox, Mailbox, OverdueMails],
})
export class MailModule {}
