import { randomUUID } from 'node:crypto';
import type { Card } from '#libs/contracts';
import { type House, type HouseOptions, openHouse } from './house.ts';
import { CARDS, definitionOf } from './playbook.ts';

/** A house whose two agents are a team that is offered its conversations, the least busy first. Times in seconds. */
export async function openDesk(
  where: Omit<HouseOptions, 'definition'>,
  { pickUp, offer }: { pickUp: number; offer: number },
): Promise<House> {
  const { database } = where;
  const team = await database.teams.create(`Desk ${randomUUID()}`);
  await database.routing.set(team.id, { mode: 'leastBusy', offerSeconds: offer });
  const people = { ...CARDS.people, team: team.name, waitSeconds: pickUp } as Card;
  const house = await openHouse({ ...where, definition: definitionOf({ ...CARDS, people }) });
  for (const agentId of [house.ana, house.ben]) await database.teams.assignAgent(agentId, team.id);
  return house;
}
