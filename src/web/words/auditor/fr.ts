import { type en } from './en.js';

export const fr: Readonly<Record<keyof typeof en, string>> = {
  'audit.title': 'Le journal',
};
