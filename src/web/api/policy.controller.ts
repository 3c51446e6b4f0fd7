import { Controller, Get } from '@nestjs/common';
import { z } from 'zod';
import { Allow } from '../../auth/allow.js';
import { Config } from '../../platform/config/config.js';
import { Operation } from '../../platform/http/operation.js';
import { type SitePolicy, sitePolicy } from '../../policy/site-policy.js';
import { policyOffice } from '../policy-office.js';

/** Sentences by language. */
const Texts = z.object({ ar: z.string(), fr: z.string(), en: z.string() });
const Named = z.looseObject({ id: z.string(), title: Texts });
const PolicyView = z.looseObject({
  version: z.string(),
  effectiveFrom: z.iso.date(),
  controller: z.object({ name: z.string(), address: z.string().nullable() }),
  regime: z.object({ code: z.string(), name: Texts, reviewed: z.boolean() }),
  authority: z.object({ name: Texts, url: z.string() }),
  purposes: z.array(Named),
  recipients: z.array(z.looseObject({ id: z.string(), name: Texts, receives: Texts })),
  transfers: z.array(z.object({ recipient: z.string(), country: z.string().nullable(), text: Texts })),
  automatedDecisions: z.array(Named),
  rights: z.array(Named),
  origins: z.array(Named),
  retention: z.array(
    z.object({ collection: z.string(), title: Texts, durations: z.array(z.string()), text: Texts }),
  ),
  cookies: z.array(z.looseObject({ name: z.string(), category: z.string(), purpose: Texts })),
  promises: z.array(z.object({ id: z.string(), text: Texts })),
});

/** The published policy, for programs. */
@Controller('api/v1/policy')
@Allow('anyone')
export class PolicyController {
  constructor(private readonly config: Config) {}

  @Get()
  @Operation({
    summary: 'The policy as data: promises, cookies, retention, recipients, purposes; in three languages',
    answers: { 200: ['The policy in force', PolicyView] },
  })
  policy(): SitePolicy {
    return sitePolicy(policyOffice(this.config));
  }
}
