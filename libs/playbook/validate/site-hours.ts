import type { OpeningHours, ProblemItem } from '#libs/contracts';
import { checkHours } from './hours.ts';
import { Problems } from './problems.ts';

/** What is wrong with a site's opening hours; none: it can be told when they begin and end. */
export function validateHours(hours: OpeningHours): ProblemItem[] {
  const problems = new Problems();
  checkHours(hours, problems, ['hours']);
  return problems.list();
}
