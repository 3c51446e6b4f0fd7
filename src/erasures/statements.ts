import { type EntityManager } from 'typeorm';
import { type Statements } from '../sources/erasing.js';

/** The caller's transaction, as the sources' engine uses it. TypeORM gives the rows of a DELETE or UPDATE with their count. */
export function statementsOf(manager: EntityManager): Statements {
  return {
    query: async <Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]> => {
      const answer: unknown = await manager.query(sql, parameters ? [...parameters] : undefined);
      const counted = Array.isArray(answer) && answer.length === 2 && Array.isArray(answer[0]);
      return (counted ? answer[0] : answer) as Row[];
    },
  };
}
