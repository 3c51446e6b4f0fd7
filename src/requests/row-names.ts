import { Injectable } from '@nestjs/common';
import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { type Place } from '../persons/disowned-rows.js';
import { Keyring } from '../platform/crypto/keyring.js';

const PURPOSE = 'unconfirmed-row';
const Key = z.array(z.string()).min(1);

/** Names by which one person speaks of rows that were shown to them: nobody else can, and of no other rows. */
@Injectable()
export class RowNames {
  constructor(private readonly keyring: Keyring) {}

  /** The same name each time. @param key of a row in that place */
  nameOf(personId: string, place: Place, key: readonly string[]): string {
    const text = Buffer.from(JSON.stringify(key)).toString('base64url');
    return `${text}.${this.mac(personId, place, text).toString('base64url')}`;
  }

  /** @returns undefined where it is no name of this person's and this place's */
  keyOf(personId: string, place: Place, name: string): readonly string[] | undefined {
    const [text = '', mac = ''] = name.split('.');
    const given = Buffer.from(mac, 'base64url');
    const own = this.mac(personId, place, text);
    if (given.length !== own.length || !timingSafeEqual(given, own)) return undefined;
    return Key.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  }

  private mac(personId: string, { source, collection }: Place, text: string): Buffer {
    return this.keyring.mac(PURPOSE, [personId, source, collection, text].join('|'));
  }
}
