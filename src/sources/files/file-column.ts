import { type Collection } from '../map/data-map.js';

/** The column in which rows of the collection have the path of their file. @throws where they name none */
export function fileColumn({ id, files, fields }: Collection): string {
  const [name] = files?.path.split('.') ?? [];
  const field = fields.find((each) => each.name === name && each.join === undefined);
  if (field === undefined) throw new Error(`Rows of ${id} name no files.`);
  return field.column;
}
