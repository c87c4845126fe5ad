import { v7 } from 'uuid';
import type {
  EntryView,
  FOLDERS as Folders,
  HiddenEntry,
  LIMITS,
  ASSIGNMENT_MODES as Modes,
  NAMESPACES,
  PLACES as Places,
  PROTOCOL_VERSION as Version,
  WEEKDAYS as Weekdays,
} from '#libs/contracts';

// Values of the contracts that are needed here. Taking them from there would bring the schema library into the
// browser, which also probes for `eval`; the types fail the build where a value differs.

export const PROTOCOL_VERSION: typeof Version = 1;
export const AGENT_NAMESPACE: (typeof NAMESPACES)['agent'] = '/agent';
/** Characters of one message. */
export const MESSAGE_LENGTH: (typeof LIMITS)['messageLength'] = 16_384;
/** Minutes in which people may edit or delete what they said. */
export const AMEND_MINUTES: (typeof LIMITS)['amendMinutes'] = 15;
/** Closed conversations are counted up to here. */
export const CLOSED_COUNTED: (typeof LIMITS)['closedCounted'] = 1_000;
export const FOLDERS: typeof Folders = ['unassigned', 'mine', 'others', 'closed'];

export const PLACES: typeof Places = [...FOLDERS, 'search'];
export const ASSIGNMENT_MODES: typeof Modes = ['manual', 'roundRobin', 'leastBusy', 'sameAgent', 'owner'];
export const WEEKDAYS: typeof Weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

export { RESULT_KINDS } from '#libs/contracts/process';

/** A new id, ordered by time (UUIDv7). */
export const newId = (): string => v7();

export const isHidden = (entry: EntryView): entry is HiddenEntry => 'hidden' in entry;
