/** How the demo is set up where the environment says nothing else. */
export const DEMO_SETTINGS: NodeJS.ProcessEnv = {
  ATHAR_DATA_DIR: './data/demo',
  ATHAR_SITE_NAME: 'صدى طنجة',
  MAIL_FROM: 'privacy@demo.example',
  ATHAR_COOLING_OFF: 'PT0S',
  ATHAR_HOLD_RELEASE_DELAY: 'PT0S',
  ATHAR_SAFETY_DELAY: 'PT0S',
  LOG_LEVEL: 'warn',
};

/** The password of every demo account. */
export const DEMO_PASSWORD = 'demo-password-2026';
