import { Controller, Get, Param, Req } from '@nestjs/common';
import { type Request } from 'express';
import ipaddr from 'ipaddr.js';
import { PublishedArticles } from '../../../articles/published-articles.js';
import { Allow } from '../../../auth/allow.js';
import { MaybePrincipal } from '../../../auth/current-principal.js';
import { type Principal } from '../../../auth/principal.js';
import { Config } from '../../../platform/config/config.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { notFound } from '../../../platform/http/problem.js';
import { Mailbox } from '../../../platform/mail/mailbox.js';
import { RequestQueries } from '../../../requests/request-queries.js';
import { Html } from '../../layout/html.js';
import { page } from '../../layout/page.js';
import { HomePage } from './home-page.js';
import { MailboxPage, MailPage } from './mailbox-page.js';
import { PageFrames } from '../page-frames.js';

const SHOWN_REQUESTS = 20;

/** The front door, and in the demo the mailbox beside it. */
@Controller()
@Allow('anyone')
export class HomeController {
  constructor(
    private readonly frames: PageFrames,
    private readonly queries: RequestQueries,
    private readonly articles: PublishedArticles,
    private readonly mailbox: Mailbox,
    private readonly config: Config,
  ) {}

  @Get()
  @Html()
  async home(@MaybePrincipal() principal: Principal | undefined, @Req() request: Request): Promise<string> {
    const own = principal && (await this.queries.listOwn(principal, SHOWN_REQUESTS));
    const { items } = await this.articles.page(1);
    const frame = await this.frames.of(request);
    return page(HomePage({ frame, requests: own?.items, hasArticles: items.length > 0 }));
  }

  @Get('mailbox')
  @Html()
  async mails(@Req() request: Request): Promise<string> {
    this.demoOnly(request);
    return page(MailboxPage({ frame: await this.frames.of(request), mails: await this.mailbox.list() }));
  }

  @Get('mailbox/:id')
  @Html()
  async mail(@Param('id') id: string, @Req() request: Request): Promise<string> {
    this.demoOnly(request);
    const mail = await this.mailbox.read(id);
    if (mail === undefined) throw notFound();
    return page(MailPage({ frame: await this.frames.of(request), mail }));
  }

  /** Mails hold the keys to everything: no real portal shows them, and a demo only on the machine it runs on. */
  private demoOnly(request: Request): void {
    if (!this.config.demo || !isLoopback(originOf(request).ip)) throw notFound();
  }
}

function isLoopback(ip: string | undefined): boolean {
  return ip !== undefined && ipaddr.process(ip).range() === 'loopback';
}
