export const en = {
  'audit.title': 'The log',
} as const;
