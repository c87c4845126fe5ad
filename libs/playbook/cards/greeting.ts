import type { CardRules } from './card.ts';
import { message } from './message.ts';

/** The first words. Does what a message does; a kind of its own, so that editors and reports can tell them apart. */
export const greeting: CardRules<'greeting'> = message;
