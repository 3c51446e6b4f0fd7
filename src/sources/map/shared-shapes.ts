import { z } from 'zod';
import { CATEGORIES } from '../../policy/purposes.js';

export const words = z.string().trim().min(1).max(500);
export const titles = z
  .strictObject({ ar: words, fr: words, en: words })
  .describe('What people read, in Arabic, French and English.');
export const category = z
  .enum(CATEGORIES)
  .describe('Kind of data; a field without one is of the kind of its collection.');
export const sqlName = z.string().min(1).max(63);
export const fieldName = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]{0,62}$/, 'expected letters and digits, starting with a lower-case letter');
