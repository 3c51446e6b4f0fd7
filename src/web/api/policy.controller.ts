import { Controller, Get, Param } from '@nestjs/common';
import { z } from 'zod';
import { Allow } from '../../auth/allow.js';
import { Operation } from '../../platform/http/operation.js';
import { type PolicyVersion, PublishedPolicy } from '../../policy/published-policy.js';
import { type SitePolicy } from '../../policy/site-policy.js';

/** Sentences by language. */
const Texts = z.object({ ar: z.string(), fr: z.string(), en: z.string() });
const Named = z.looseObject({ id: z.string(), title: Texts });
const PolicyView = z.looseObject({
  version: z.string(),
  effectiveFrom: z.iso.date(),
  controller: z.object({
    name: z.string(),
    address: z.string().nullable(),
    postalAddress: Texts.nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
  }),
  protectionOfficer: z.object({ name: Texts, email: z.string() }).nullable(),
  declaration: z.object({ number: z.string() }).nullable(),
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

const VersionLine = z.object({
  version: z.string(),
  effectiveFrom: z.iso.date(),
  recordedAt: z.date(),
  state: z.enum(['past', 'in_force', 'coming', 'replaced']),
});

/** The published policy, for programs. */
@Controller('api/v1/policy')
@Allow('anyone')
export class PolicyController {
  constructor(private readonly published: PublishedPolicy) {}

  @Get()
  @Operation({
    summary: 'The policy as data: promises, cookies, retention, recipients, purposes; in three languages',
    answers: { 200: ['The policy in force', PolicyView] },
  })
  policy(): Promise<SitePolicy> {
    return this.published.inForce();
  }

  @Get('versions')
  @Operation({
    summary: 'Every version of the policy with the day from which it holds, the latest first',
    answers: { 200: ['The versions', z.object({ items: z.array(VersionLine) })] },
  })
  async versions(): Promise<{ items: PolicyVersion[] }> {
    return { items: await this.published.versions() };
  }

  @Get('versions/:version')
  @Operation({
    summary: 'One version of the policy, whole',
    answers: { 200: ['That version', PolicyView], 404: ['No such version'] },
  })
  async version(@Param('version') version: string): Promise<SitePolicy> {
    const { policy } = await this.published.step(version);
    return policy;
  }
}
