import { Injectable } from '@nestjs/common';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Config } from '../config/config.js';
import { codeOf } from '../errors/code-of.js';
import { type MailCopy, mailboxFolder } from './mailbox-folder.js';

/** A file of the box, named by the id of an outbox row; nothing else in a path gets past this. */
const MAIL = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.eml$/;
const PART = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(?:eml|json)(?:\.draft)?$/;
const MOST = 200;

/** Reads the folder of mails that were written instead of sent. Ids begin with the time, so names sort by it. */
@Injectable()
export class Mailbox {
  private readonly folder: string;

  constructor(config: Config) {
    this.folder = mailboxFolder(config.dataDir);
  }

  /** The newest 200 mails, newest first. */
  async list(): Promise<MailCopy[]> {
    const copies = await Promise.all((await this.ids()).slice(0, MOST).map((id) => this.read(id)));
    return copies.filter((copy) => copy !== undefined);
  }

  /** @returns undefined where there is no such mail, or `id` is no id */
  async read(id: string): Promise<MailCopy | undefined> {
    if (!MAIL.test(`${id}.eml`)) return undefined;
    try {
      await stat(join(this.folder, `${id}.eml`));
      return JSON.parse(await readFile(join(this.folder, `${id}.json`), 'utf8')) as MailCopy;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** Deletes mails made before `before`, with whatever a crash left of them. */
  async purge(before: Date): Promise<void> {
    for (const name of await this.names()) {
      const id = PART.exec(name)?.[1];
      if (id !== undefined && madeAt(id) < before.getTime())
        await rm(join(this.folder, name), { force: true });
    }
  }

  private async ids(): Promise<string[]> {
    const names = await this.names();
    return names
      .flatMap((name) => MAIL.exec(name)?.[1] ?? [])
      .sort()
      .reverse();
  }

  private async names(): Promise<string[]> {
    try {
      return await readdir(this.folder);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return [];
      throw error;
    }
  }
}

/** The milliseconds that a version 7 UUID begins with (RFC 9562, section 5.7). */
function madeAt(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}
