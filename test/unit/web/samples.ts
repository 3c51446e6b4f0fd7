import { type Locale } from '../../../src/platform/i18n/locale.js';
import { type PageFrame } from '../../../src/web/layout/frame.js';
import { type ShownRequest } from '../../../src/web/pages/person/shown-request.js';

export const HOSTILE = `"><script>alert('x')</script><b>`;

export function frameOf(locale: Locale, more: Partial<PageFrame> = {}): PageFrame {
  return {
    locale,
    chosen: false,
    path: '/login',
    query: '',
    site: 'جريدة طنجة',
    zone: 'Africa/Casablanca',
    demo: false,
    oneApproval: false,
    ...more,
  };
}

export const READY: ShownRequest = {
  reference: 'R-7K3F-92QM',
  kind: 'export',
  forAnother: false,
  state: 'ready',
  regime: 'MA',
  receivedAt: new Date('2026-11-02T09:30:00Z'),
  dueOn: '2026-12-02',
  dueBasis: 'target',
  extended: false,
  paused: false,
  messages: [],
  timeline: [
    { at: new Date('2026-11-02T09:30:00Z'), step: 'submitted' },
    { at: new Date('2026-11-02T09:41:00Z'), step: 'confirmed' },
    { at: new Date('2026-11-03T08:00:00Z'), step: 'approved' },
    { at: new Date('2026-11-03T08:01:00Z'), step: 'started' },
    { at: new Date('2026-11-03T08:02:00Z'), step: 'ready' },
  ],
  bundle: {
    bytes: 12_345_678,
    sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    expiresAt: new Date('2026-11-10T08:02:00Z'),
    downloads: 0,
  },
};
