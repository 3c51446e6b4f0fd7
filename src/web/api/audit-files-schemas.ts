import { z } from 'zod';
import { auditFilterFields } from '../../audit/audit-filter.js';
import { line, oneOf } from '../../platform/http/text-schemas.js';

const filter = z
  .strictObject(auditFilterFields, {
    error: ({ code }) => (code === 'invalid_type' ? 'Give the parts of a search, or {}.' : undefined),
  })
  .partial()
  .describe('Parts of a search; people are named by their pseudonyms out of the log.');

export const exportFormat = oneOf(['ndjson', 'csv']);

export const AuditExportBody = z.strictObject({ format: exportFormat, filter });

export const AuditIdParams = z.object({ id: z.uuid() });

export const AuditExportView = z.object({
  id: z.uuid(),
  format: exportFormat,
  state: z.enum(['waiting', 'running', 'ready', 'failed']),
  filters: z.array(z.string()),
  rowsTotal: z.int().nullable(),
  rowsDone: z.int(),
  bytes: z.int().nullable(),
  sha256: z.string().nullable(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});

export const searchName = line(80);

export const SavedSearchBody = z.strictObject({
  name: searchName,
  filter: filter.describe('Without `ip` and `q`, which are personal values or may be.'),
});

export const SavedSearchView = z.object({
  id: z.uuid(),
  name: z.string(),
  filter: z.record(z.string(), z.unknown()),
  createdAt: z.iso.datetime(),
});
