import { type Holding, PSEUDONYM_BYTES, PSEUDONYM_LENGTH } from '../engine/erase-mismatches.js';
import { type FindingCode } from '../finding.js';
import { constantFits } from './constant-fits.js';
import { type MariaColumn, type MariaTable } from './maria-schema.js';
import { isBinary } from './values.js';

const TEXTS = ['char', 'varchar', 'tinytext', 'text', 'mediumtext', 'longtext'];

/** What columns and tables of MariaDB can hold and undo. Tables are those of this engine's own schema. */
export const HOLDING: Holding<MariaColumn, MariaTable> = {
  dates: ['date', 'datetime', 'timestamp'],
  tableProblem({ engine, versioned }) {
    if (engine.toLowerCase() !== 'innodb') return 'noUndo';
    return versioned ? 'versioned' : undefined;
  },
  problem(column, becomes) {
    if (column.generated) return 'generated';
    if (becomes === null) return undefined;
    if ('members' in becomes)
      return TEXTS.includes(column.type) || isBinary(column) ? undefined : 'noStructure';
    if ('constant' in becomes) return constantFits(becomes.constant, column) ? undefined : 'noFit';
    if ('truncate' in becomes) return holdsAddresses(column) ? undefined : 'noAddress';
    return becomes.pseudonym === 'bytes' ? bytesProblem(column) : textProblem(column);
  },
};

function holdsAddresses(column: MariaColumn): boolean {
  return [...TEXTS, 'inet4', 'inet6'].includes(column.type) || isBinary(column);
}

function bytesProblem(column: MariaColumn): FindingCode | undefined {
  if (!isBinary(column)) return 'noBytes';
  return (column.bytes ?? PSEUDONYM_BYTES) < PSEUDONYM_BYTES ? 'fewBytes' : undefined;
}

function textProblem({ type, length }: MariaColumn): FindingCode | undefined {
  if (!TEXTS.includes(type)) return 'noText';
  return (length ?? PSEUDONYM_LENGTH) < PSEUDONYM_LENGTH ? 'tooShort' : undefined;
}
