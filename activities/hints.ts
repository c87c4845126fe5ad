import type { HintPublisher } from '#libs/database';

/** What activities tell other processes once their transaction is committed. */
export type Hints = Pick<HintPublisher, 'entry' | 'list' | 'place'>;
