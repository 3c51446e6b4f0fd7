import { type Response } from 'express';
import { type Readable } from 'node:stream';
import { type ExportFormat } from '../../audit/audit-exports.js';
import { sendBytes } from './send-bytes.js';

const TYPES: Readonly<Record<ExportFormat, string>> = {
  ndjson: 'application/x-ndjson; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
};

/** Sends a file of the log as one to be saved. */
export async function sendAuditFile(
  file: { readonly content: Readable; readonly bytes: number; readonly format: ExportFormat },
  response: Response,
): Promise<void> {
  response.set({
    'Content-Type': TYPES[file.format],
    'Content-Length': String(file.bytes),
    'Content-Disposition': `attachment; filename="log.${file.format}"`,
  });
  await sendBytes(file.content, response, file.bytes);
}
