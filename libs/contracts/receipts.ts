import { z } from 'zod';

const seq = z.number().int().min(0);

/** How far a side of a conversation has come with what the other side said; 0: nothing yet. */
export const receiptSchema = z
  .object({
    delivered: seq.describe('A socket of that side has got everything up to this seq'),
    read: seq.describe('That side had everything up to this seq in sight'),
  })
  .meta({ id: 'Receipt' });
export type Receipt = z.infer<typeof receiptSchema>;

/** What goes with a timeline: never entries, since it may come late and out of order. */
export const receiptsShape = {
  theirs: receiptSchema.describe('Of the other side: the visitor, or the agents who led the conversation'),
  readSeq: seq.describe('What the reader had in sight last: the visitor, or this very agent'),
};
export type Receipts = { theirs: Receipt; readSeq: number };
