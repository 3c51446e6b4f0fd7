import { z } from 'zod';
import { paragraphs } from '../../platform/http/text-schemas.js';

/** A message about a case, in characters. */
export const MOST_OF_A_MESSAGE = 5000;

export const MessageBody = z.strictObject({ body: paragraphs(MOST_OF_A_MESSAGE) });

export const OfficeMessageBody = MessageBody.extend({
  awaitsAnswer: z
    .boolean({ error: 'true or false.' })
    .optional()
    .describe('The case waits for the person’s answer; its clock does so too where the law lets it.'),
  withdrawsQuestion: z
    .boolean({ error: 'true or false.' })
    .optional()
    .describe(
      'The case goes on without the answer that it waits for, as if its clock had never stood still.',
    ),
});

export const MessageView = z.object({
  at: z.iso.datetime(),
  author: z.enum(['person', 'office']),
  body: z.string(),
});

export const MessagesView = z.object({ items: z.array(MessageView), next: z.null() });
