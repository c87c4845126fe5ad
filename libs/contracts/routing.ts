import { z } from 'zod';
import { idSchema } from './ids.ts';

/**
 * How a waiting conversation finds an agent. `manual`: agents take it from Unassigned. The others offer it to one agent
 * after the other: in turns; to whom the fewest conversations belong; to whom this visitor talked last; to the owner of
 * the person's latest deal or lead. Where the last two fit nobody, it is the least busy.
 */
export const ASSIGNMENT_MODES = ['manual', 'roundRobin', 'leastBusy', 'sameAgent', 'owner'] as const;
export type AssignmentMode = (typeof ASSIGNMENT_MODES)[number];

const routingSettingsSchema = z.strictObject({
  mode: z.enum(ASSIGNMENT_MODES),
  offerSeconds: z.number().int().min(5).max(600).describe('How long an agent has to accept'),
});
export type RoutingSettings = z.infer<typeof routingSettingsSchema>;

/**
 * `PUT /routing` for the conversations of everybody, `PUT /teams/:id/routing` for those of a team. What is not sent
 * stays as it is, so that two admins do not undo each other.
 */
export const routingBodySchema = routingSettingsSchema
  .partial()
  .refine((body) => Object.keys(body).length > 0, { message: 'says nothing' })
  .meta({ id: 'RoutingBody' });
export type RoutingChanges = z.infer<typeof routingBodySchema>;

/** What holds where nobody has set anything. */
export const DEFAULT_ROUTING: RoutingSettings = { mode: 'manual', offerSeconds: 30 };

export const routingSchema = routingSettingsSchema
  .extend({ teamId: idSchema.nullable().describe('Null: the conversations that belong to no team') })
  .meta({ id: 'Routing' });
export type RoutingView = z.infer<typeof routingSchema>;
