import { Injectable } from '@nestjs/common';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Keyring } from './keyring.js';

const VERSION = 1;
const NONCE = 12;
const TAG = 16;

/** Thrown when sealed bytes were not made by this instance for this purpose and context, or were changed. */
export class SealBroken extends Error {
  constructor() {
    super('The sealed value cannot be opened.');
    this.name = 'SealBroken';
  }
}

/**
 * Authenticated encryption of what must not lie readable in a table, a cursor or a backup.
 * AES-256-GCM (NIST SP 800-38D), random 96-bit nonce, a key per purpose; `context` is authenticated and not stored,
 * so a value sealed for one row or filter does not open for another.
 */
@Injectable()
export class Sealer {
  constructor(private readonly keyring: Keyring) {}

  seal(purpose: string, value: unknown, context = ''): Buffer {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv('aes-256-gcm', this.keyring.key(`seal/${purpose}`), nonce);
    cipher.setAAD(Buffer.from(context));
    const body = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), body]);
  }

  /** @throws SealBroken */
  open(purpose: string, sealed: Buffer, context = ''): unknown {
    if (sealed[0] !== VERSION || sealed.length < 1 + NONCE + TAG) throw new SealBroken();
    const nonce = sealed.subarray(1, 1 + NONCE);
    const tag = sealed.subarray(1 + NONCE, 1 + NONCE + TAG);
    const decipher = createDecipheriv('aes-256-gcm', this.keyring.key(`seal/${purpose}`), nonce, {
      authTagLength: TAG,
    });
    decipher.setAAD(Buffer.from(context));
    decipher.setAuthTag(tag);
    try {
      const body = Buffer.concat([decipher.update(sealed.subarray(1 + NONCE + TAG)), decipher.final()]);
      return JSON.parse(body.toString('utf8'));
    } catch {
      throw new SealBroken();
    }
  }
}
