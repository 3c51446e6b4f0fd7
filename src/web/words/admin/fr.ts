import { type en } from './en.js';

export const fr: Readonly<Record<keyof typeof en, string>> = {
  'dashboard.title': 'Vue d’ensemble',
};
