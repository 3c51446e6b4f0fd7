import { z } from 'zod';
import { notFound } from '../../platform/http/problem.js';

const uuid = z.uuid();

/** The id in a page's path. @throws Problem 404 for anything that cannot be one */
export function readId(text: string): string {
  const id = uuid.safeParse(text);
  if (!id.success) throw notFound();
  return id.data;
}
