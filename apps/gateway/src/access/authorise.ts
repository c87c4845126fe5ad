import { Refusal } from '#libs/contracts';
import type { Principal } from './principal.ts';
import type { Who } from './rules.ts';

/**
 * The one decision about who may call what, for routes and socket events alike.
 * @param who undefined where the table has no rule: nobody may
 */
export function authorise(who: Who | undefined, principal: Principal): void {
  if (who === 'public') return;
  if (principal.kind === 'nobody') throw new Refusal('unauthenticated');
  if (who === 'visitor' && principal.kind === 'visitor') return;
  if (who === 'agent' && principal.kind === 'agent') return;
  if (who === 'supervisor' && principal.kind === 'agent' && principal.role !== 'agent') return;
  if (who === 'admin' && principal.kind === 'agent' && principal.role === 'admin') return;
  throw new Refusal('forbidden');
}
