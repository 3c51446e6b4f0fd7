import { Module } from '@nestjs/common';
import { ArticlesModule } from '../articles/articles.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { CommentsModule } from '../comments/comments.module.js';
import { HoldsModule } from '../holds/holds.module.js';
import { Avatars } from './avatars.js';
import { GravatarAsking } from './gravatar-asking.js';
import { GravatarJob } from './gravatar-job.js';
import { Gravatars } from './gravatars.js';
import { Media } from './media.js';
import { MediaDeletion } from './media-deletion.js';
import { MediaRemoval } from './media-removal.js';
import { MediaSweep } from './media-sweep.js';
import { MediaUploads } from './media-uploads.js';

/** Images: members' pictures of themselves, those of articles, and those that commenters have at Gravatar. */
@Module({
  imports: [ArticlesModule, AuditModule, CommentsModule, HoldsModule],
  providers: [
    Avatars,
    GravatarAsking,
    GravatarJob,
    Gravatars,
    Media,
    MediaDeletion,
    MediaRemoval,
    MediaSweep,
    MediaUploads,
  ],
  exports: [Avatars, GravatarAsking, Media, MediaDeletion, MediaUploads],
})
export class MediaModule {}
