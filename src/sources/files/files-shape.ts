import { z } from 'zod';
import { fieldName } from '../map/shared-shapes.js';

const path = z
  .string()
  .regex(
    /^[a-zA-Z][A-Za-z0-9]*(?:\.(?:\*|[A-Za-z0-9_-]+))*$/,
    'expected the name of a field, and after dots the keys inside its value; * is any key',
  );

/** What a collection says whose records name files. */
export const recordFiles = z
  .strictObject({
    path: fieldName.describe('The field with the path of the file, below options.uploadsDir.'),
    folder: z
      .string()
      .regex(/^[\w-]+(?:\/[\w-]+)*$/, 'expected a folder such as exports/people')
      .optional()
      .describe('Where the field has a name alone: the folder of these files, below options.uploadsDir.'),
    beside: z
      .array(path)
      .default([])
      .describe('Where it has names of further files, which lie in the same folder: sizes of an image.'),
    erase: z
      .enum(['delete', 'strip'])
      .default('delete')
      .describe(
        'What erasing does with the files: they go, or lose what says where and by whom they were made.',
      ),
    copies: z
      .boolean()
      .default(true)
      .describe('Whether copies hold the files; false of what is made from data that the copy has already.'),
  })
  .describe('Files that the records name: copies hold them, and erasing reaches them.');

export type RecordFiles = z.output<typeof recordFiles>;
