import { Column, Entity, PrimaryColumn } from 'typeorm';

export type CommentStatus = 'pending' | 'approved' | 'spam' | 'trash' | 'erased';

/** What a reader wrote under an article. Its personal columns are exactly those the policy names (P01). */
@Entity('comments')
export class Comment {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') articleId!: string;
  @Column('uuid', { nullable: true }) parentId!: string | null;
  @Column('uuid', { nullable: true }) accountId!: string | null;
  @Column('text', { nullable: true }) authorName!: string | null;
  @Column('text', { nullable: true }) authorEmail!: string | null;
  @Column('text', { nullable: true }) authorWebsite!: string | null;
  @Column('text') body!: string;
  @Column('inet', { nullable: true }) ip!: string | null;
  @Column('text', { nullable: true }) userAgent!: string | null;
  @Column('text') status!: CommentStatus;
  @Column('timestamptz') createdAt!: Date;
}
