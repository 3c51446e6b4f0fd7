import { Module } from '@nestjs/common';
import { Consents } from './consents.js';

/** What readers agreed to. */
@Module({ providers: [Consents], exports: [Consents] })
export class ConsentModule {}
