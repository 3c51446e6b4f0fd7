import { type en } from './en.js';

export const ar: Readonly<Record<keyof typeof en, string>> = {
  'dashboard.title': 'نظرة عامة',
};
