import { Global, Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { CommentsModule } from '../comments/comments.module.js';
import { TakeBackListener } from '../requests/take-back-listener.js';
import { DeferredPeople } from './deferred-people.js';
import { ErasureResumeModule } from './erasure-resume.module.js';
import { LeftRowsModule } from './left-rows.module.js';
import { TakenBackErasures } from './taken-back-erasures.js';

/** What the room of requests, which lies below, tells of erasures that are taken back to; global, since it cannot import this room. */
@Global()
@Module({
  imports: [AccountsModule, AuthModule, CommentsModule, ErasureResumeModule, LeftRowsModule],
  providers: [DeferredPeople, { provide: TakeBackListener, useClass: TakenBackErasures }],
  exports: [DeferredPeople, TakeBackListener],
})
export class TakeBackModule {}
