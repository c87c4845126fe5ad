import { v5, v7 } from 'uuid';
import { z } from 'zod';

export const idSchema = z.uuid();

/** A new id, ordered by time (UUIDv7). */
export const newId = (): string => v7();

/** Name space of all ids that are derived from others (UUIDv5), so that a repeat makes the same id. */
const FOYER_NAMESPACE = '6f7b1c1e-5d0a-5b8e-9d41-0f0e57a7c001';

/** The id of the result that a session's card produces: the same however often the card is stepped. */
export const resultIdOfCard = (sessionId: string, cardId: string): string =>
  v5(`result/${sessionId}/card/${cardId}`, FOYER_NAMESPACE);

/** The id of the result that an agent's command produces: the same however often the command is repeated. */
export const resultIdOfCommand = (sessionId: string, clientId: string): string =>
  v5(`result/${sessionId}/command/${clientId}`, FOYER_NAMESPACE);

/** The id of a transcript that was asked for by e-mail: the same however often the wish is repeated. */
export const mailIdOf = (sessionId: string, wish: string): string => v5(`mail/${sessionId}/${wish}`, FOYER_NAMESPACE);

/** The site of the demo page, where a database was seeded for a demonstration. */
export const DEMO_SITE_ID = '00000000-0000-7000-8000-000000000001';

/** The id of the request that an http card makes with its entry at `seq`: the same however often it is stepped. */
export const httpCallIdOf = (sessionId: string, seq: number): string => v5(`http/${sessionId}/${seq}`, FOYER_NAMESPACE);
