import { z } from 'zod';
import { idSchema } from './ids.ts';

/**
 * How a waiting conversation finds an agent. `manual`: agents take it from Unassigned. The others offer it to one agent
 * after the other: in turns; to whom the fewest conversations belong; to whom this visitor talked last; to the owner of
 * the person's latest deal or lead. Where the last two fit nobody, it is the least busy.
 */
export const ASSIGNMENT_MODES = ['manual', 'roundRobin', 'leastBusy', 'sameAgent', 'owner'] as const;
export type AssignmentMode = (typeof ASSIGNMENT_MODES)[number];

/** `PUT /routing` for the conversations of everybody, `PUT /teams/:id/routing` for those of a team. */
export const routingBodySchema = z
  .strictObject({
    mode: z.enum(ASSIGNMENT_MODES),
    offerSeconds: z.number().int().min(5).max(600).describe('How long an agent has to accept'),
  })
  .meta({ id: 'RoutingBody' });
export type RoutingSettings = z.infer<typeof routingBodySchema>;

/** What holds where nobody has set anything. */
export const DEFAULT_ROUTING: RoutingSettings = { mode: 'manual', offerSeconds: 30 };

export const routingSchema = routingBodySchema
  .extend({ teamId: idSchema.nullable().describe('Null: the conversations that belong to no team') })
  .meta({ id: 'Routing' });
export type RoutingView = z.infer<typeof routingSchema>;
