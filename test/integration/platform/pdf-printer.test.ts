import { describe, expect, it } from 'vitest';
import { findChromium } from '../../../src/platform/pdf/find-chromium.js';
import { PdfPrinter } from '../../../src/platform/pdf/pdf-printer.js';

const chromium = findChromium();

describe.skipIf(chromium === undefined)(
  'printing (needs Chromium: apt-get install chromium, or CHROMIUM_PATH)',
  () => {
    it('makes a PDF, asks nothing of any host, and runs no script', async () => {
      const asked: string[] = [];
      const html = `<!doctype html><html lang="ar" dir="rtl"><title>شهادة</title><link rel="stylesheet" href="/assets/site.css">
      <img src="http://other.example/x.png"><script>fetch('/ran')</script><p>محو R-7K3F-92QM من demo</p></html>`;
      const pdf = await new PdfPrinter().print(html, (path) => {
        asked.push(path);
        return undefined;
      });
      expect(pdf.subarray(0, 5).toString('latin1')).toBe('%PDF-');
      expect(asked).toEqual(['/assets/site.css']);
    });
  },
);

describe('finding a Chromium', () => {
  it('takes what CHROMIUM_PATH names, and nothing else then', () => {
    expect(findChromium({ CHROMIUM_PATH: process.execPath })).toBe(process.execPath);
    expect(findChromium({ CHROMIUM_PATH: '/nothing/here' })).toBeUndefined();
  });
});
