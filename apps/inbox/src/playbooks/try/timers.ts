import type { DeadlineKind } from '#libs/contracts';
import { t } from '../texts/index.ts';

/** What happens when a timer goes off. */
export const timerName = (kind: string): string => t(`timer_${kind as DeadlineKind}`);
