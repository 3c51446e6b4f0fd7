import { Controller, Get, Header, Redirect } from '@nestjs/common';
import { z } from 'zod';
import { Checkpoints } from '../../audit/tree/checkpoints.js';
import { logKeys } from '../../audit/tree/log-key.js';
import { Allow } from '../../auth/allow.js';
import { bundleJwk } from '../../exports/bundle/bundle-keys.js';
import { receiptJwk } from '../../erasures/receipt.js';
import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { Keyring } from '../../platform/crypto/keyring.js';
import { Operation } from '../../platform/http/operation.js';

const Keys = z.object({
  keys: z.array(
    z.object({
      kty: z.literal('OKP'),
      crv: z.literal('Ed25519'),
      x: z.string(),
      kid: z.string(),
      use: z.literal('sig'),
      note_vkey: z
        .string()
        .optional()
        .describe('Of the key of the log: as c2sp.org/signed-note writes it, for the checkpoints of today.'),
      earlier_note_vkeys: z
        .array(z.string())
        .optional()
        .describe(
          'The same for checkpoints that were signed before the log was restored, the first ones first.',
        ),
    }),
  ),
});

const Signal = z.object({ gpc: z.boolean(), lastUpdate: z.iso.date() });

/** The day of the statement in `gpc.json`: another one whenever the portal goes by the signal in another way. */
const SIGNAL_SINCE = '2026-11-29';

const DAY = 86_400_000;

/** Addresses that other programs know by heart (RFC 8615). */
@Controller('.well-known')
@Allow('anyone')
export class WellKnownController {
  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly keyring: Keyring,
    private readonly checkpoints: Checkpoints,
  ) {}

  @Get('athar-keys.json')
  @Operation({
    summary: 'Public keys of bundles, receipts and the log, as a JWK Set (RFC 7517, RFC 8037)',
    answers: { 200: ['The keys', Keys] },
  })
  async keys(): Promise<z.output<typeof Keys>> {
    const epochs = await this.checkpoints.epochs();
    const log = logKeys(
      this.keyring,
      epochs.map(({ origin }) => origin),
    );
    return { keys: [bundleJwk(this.keyring), receiptJwk(this.keyring), log] };
  }

  /** Global Privacy Control: the portal goes by `Sec-GPC`. */
  @Get('gpc.json')
  @Operation({
    summary: 'Whether the browser’s signal not to sell or share data is gone by (Global Privacy Control)',
    answers: { 200: ['It is', Signal] },
  })
  privacySignal(): z.output<typeof Signal> {
    return { gpc: true, lastUpdate: SIGNAL_SINCE };
  }

  /** Where a password manager sends people who want another password. */
  @Get('change-password')
  @Redirect('/forgot', 302)
  @Operation({ summary: 'Where a password is changed', answers: { 302: ['The page'] } })
  changePassword(): void {}

  /** RFC 9116. */
  @Get('security.txt')
  @Header('Content-Type', 'text/plain; charset=utf-8')
  @Operation({
    summary: 'Whom to tell of a weakness',
    produces: ['text/plain'],
    answers: { 200: ['RFC 9116 text'] },
  })
  security(): string {
    const expires = new Date(this.clock.now().getTime() + 90 * DAY).toISOString();
    return [
      `Contact: mailto:${this.config.mailFrom}`,
      `Expires: ${expires}`,
      'Preferred-Languages: ar, fr, en',
      `Canonical: ${this.config.baseUrl}/.well-known/security.txt`,
      '',
    ].join('\n');
  }
}
