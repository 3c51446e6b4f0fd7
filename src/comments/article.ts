import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An article of the site, as far as comments need it. */
@Entity('articles')
export class Article {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') slug!: string;
  @Column('text') title!: string;
  @Column('text') body!: string;
  @Column('timestamptz') publishedAt!: Date;
}
