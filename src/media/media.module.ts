import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { CommentsModule } from '../comments/comments.module.js';
import { HoldsModule } from '../holds/holds.module.js';
import { Media } from './media.js';
import { MediaDeletion } from './media-deletion.js';
import { MediaRemoval } from './media-removal.js';
import { MediaSweep } from './media-sweep.js';
import { MediaUploads } from './media-uploads.js';

/** Images: members' pictures of themselves, and those of articles. */
@Module({
  imports: [AuditModule, CommentsModule, HoldsModule],
  providers: [Media, MediaDeletion, MediaRemoval, MediaSweep, MediaUploads],
  exports: [Media, MediaDeletion, MediaUploads],
})
export class MediaModule {}
