import type { Entry } from '#libs/contracts';

/** The entry as agents' clients may see it: in full, but for the visitor's own client id. */
export const agentView = (entry: Entry): Entry => (entry.author === 'visitor' ? { ...entry, clientId: null } : entry);
