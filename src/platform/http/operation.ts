import { SetMetadata } from '@nestjs/common';
import { type z } from 'zod';

/** An answer of an operation: what it means, and the schema of its JSON body where it has one. */
export type Answer = readonly [meaning: string, schema?: z.ZodType];

/** What one call of the API takes and gives: the checks at the door and the OpenAPI document are both made from it. */
export interface OperationSpec {
  readonly summary: string;
  readonly body?: z.ZodType;
  /** A call may also come without a body. */
  readonly bodyOptional?: boolean;
  /** In place of `body`: fields of a form that sends a file along (`multipart/form-data`); the handler checks them. */
  readonly upload?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly params?: z.ZodObject;
  readonly answers: Readonly<Record<number, Answer>>;
  /** Media types of the successful answer where it is not JSON. */
  readonly produces?: readonly string[];
}

export const OPERATION = 'athar:operation';

/** Declares a handler's input and answers. Inputs are checked before the handler runs, after the guards. */
export const Operation = (spec: OperationSpec): MethodDecorator => SetMetadata(OPERATION, spec);
