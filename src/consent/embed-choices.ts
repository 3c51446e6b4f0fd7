import { Injectable } from '@nestjs/common';
import { type Request } from 'express';
import { CookieChoices } from './cookie-choices.js';

/** Which embeds of one answer may load. */
export interface LoadableEmbeds {
  /** Every one, where the visitor accepted them as a category. @param id the embed's own name on its page */
  loads(id: string): boolean;
}

/**
 * Tells which content of other sites may be asked for (P14). "Load this one" is a wish for some embeds in one answer: it is
 * kept nowhere, and is no consent to others.
 */
@Injectable()
export class EmbedChoices {
  constructor(private readonly choices: CookieChoices) {}

  /**
   * @param wished embeds that the visitor asked to load just now. They count in the answer to a posted form alone: forms
   * come from our own pages, while a link with a wish could be put anywhere
   */
  async of(request: Request, wished: readonly string[] = []): Promise<LoadableEmbeds> {
    const { embeds } = await this.choices.of(request);
    const asked = request.method === 'POST' ? wished : [];
    return { loads: (id) => embeds || asked.includes(id) };
  }
}
