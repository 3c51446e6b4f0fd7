import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type Mail } from './mail-content.js';

/** Mails leave by way of a sealed row that commits with the change they speak of (I4). */
@Injectable()
export class Outbox {
  /** Queues the mail in the caller's transaction. */
  async add(_manager: EntityManager, _mail: Mail): Promise<void> {
    throw new Error('not built yet');
  }
}
