import { Injectable } from '@nestjs/common';
import { type FieldProblem } from '../platform/http/problem.js';
import { type MappedCollection } from '../sources/mapped-collection.js';
import { Sources } from '../sources/sources.js';
import { type HoldScope } from './hold.js';

/** What scopes may name. A name that is nowhere would hold nothing, which nobody would notice. */
@Injectable()
export class HoldScopes {
  constructor(private readonly sources: Sources) {}

  /** The sources whose gates a hold of this scope closes. */
  sourcesOf({ source }: { readonly source?: string | null }): string[] {
    return typeof source === 'string' ? [source] : this.sources.all().map(({ id }) => id);
  }

  problems(scope: HoldScope): FieldProblem[] {
    const given = Object.values(scope).filter((value: unknown) => value !== undefined);
    if (given.length === 0) {
      return [{ pointer: '/scope', message: 'Say what is held: an address, a source, records or more.' }];
    }
    return [...this.nameProblems(scope), ...periodProblems(scope)];
  }

  private nameProblems({ source, collection, category }: HoldScope): FieldProblem[] {
    const within = this.collections(source);
    if (within === undefined) {
      return [{ pointer: '/scope/source', message: 'There is no source of this id.' }];
    }
    const named = collection === undefined ? within : within.filter(({ id }) => id === collection);
    if (named.length === 0) {
      return [{ pointer: '/scope/collection', message: 'There is no such collection.' }];
    }
    if (category !== undefined && !named.some(({ categories }) => categories.has(category))) {
      return [{ pointer: '/scope/category', message: 'Nothing there is of this category.' }];
    }
    return [];
  }

  private collections(source: string | undefined): MappedCollection[] | undefined {
    if (source !== undefined) return this.sources.mapped(source);
    return this.sources.all().flatMap(({ id }) => this.sources.mapped(id) ?? []);
  }
}

function periodProblems({ from, to }: HoldScope): FieldProblem[] {
  if (from === undefined || to === undefined || from <= to) return [];
  return [{ pointer: '/scope/to', message: 'Not before `from`.' }];
}
