export const en = {
  'dashboard.title': 'Overview',
} as const;
