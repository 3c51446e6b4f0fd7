import { Injectable } from '@nestjs/common';
import { timingSafeEqual } from 'node:crypto';
import { Keyring } from '../platform/crypto/keyring.js';

/** What whoever posted a comment is given to change it with: a keyed hash of its id, which is stored nowhere. */
@Injectable()
export class CommentPasses {
  constructor(private readonly keyring: Keyring) {}

  /** 256 bits as base64url. */
  of(commentId: string): string {
    return this.mac(commentId).toString('base64url');
  }

  fits(commentId: string, token: string): boolean {
    const given = Buffer.from(token, 'base64url');
    const own = this.mac(commentId);
    return given.length === own.length && timingSafeEqual(given, own);
  }

  private mac(commentId: string): Buffer {
    return this.keyring.mac('comments.edit', commentId);
  }
}
