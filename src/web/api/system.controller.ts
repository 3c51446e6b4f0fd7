import { Controller, Get, Res } from '@nestjs/common';
import { type Response } from 'express';
import { Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Allow } from '../../auth/allow.js';
import { Operation } from '../../platform/http/operation.js';
import { Problem } from '../../platform/http/problem.js';

const Health = z.object({ status: z.literal('ok') });

/** What load balancers and Prometheus ask. */
@Controller()
export class SystemController {
  constructor(
    private readonly database: DataSource,
    private readonly registry: Registry,
  ) {}

  @Get('health/live')
  @Allow('anyone')
  @Operation({ summary: 'The process answers', answers: { 200: ['It does', Health] } })
  live(): z.input<typeof Health> {
    return { status: 'ok' };
  }

  @Get('health/ready')
  @Allow('anyone')
  @Operation({
    summary: 'The process can serve',
    answers: { 200: ['It can', Health], 503: ['The database does not answer'] },
  })
  async ready(): Promise<z.input<typeof Health>> {
    await this.database.query('SELECT 1').catch(() => {
      throw new Problem(503, 'database-away', 'The database does not answer.', [], { 'Retry-After': '5' });
    });
    return { status: 'ok' };
  }

  @Get('metrics')
  @Allow('anyone')
  @Operation({
    summary: 'Measurements, without personal data',
    produces: ['text/plain'],
    answers: { 200: ['Prometheus text'] },
  })
  async metrics(@Res() response: Response): Promise<void> {
    response.set('Content-Type', this.registry.contentType).send(await this.registry.metrics());
  }
}
