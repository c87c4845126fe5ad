import type { Card } from '#libs/contracts';
import type { Draft } from './form.ts';
import type { PathPart, Problems } from './problems.ts';

/** What a scripted visitor may choose on a meeting card. */
const MEETING_CHOICES = ['booked', 'later'];

function choicesOf(card: Card): string[] {
  if (card.kind === 'question') return card.choices.map(({ id }) => id);
  return card.kind === 'meeting' ? MEETING_CHOICES : [];
}

/** The tests of a playbook name cards and choices that it has. */
export function checkTests({ tests, cards, cardIds, complete }: Draft, problems: Problems): void {
  const choices = new Set([...cards.values()].flatMap(choicesOf));
  const names = new Set<string>();
  for (const [index, { name, script }] of tests) {
    const path: PathPart[] = ['tests', index];
    if (names.has(name)) problems.add([...path, 'name'], 'duplicate_test', 'Another test has this name.');
    names.add(name);
    script.steps.forEach((step, at) => {
      const place: PathPart[] = [...path, 'script', 'steps', at];
      if ('choose' in step && complete && !choices.has(step.choose)) {
        problems.add([...place, 'choose'], 'unknown_choice', `No card offers the choice “${step.choose}”.`);
      }
      if ('expect' in step && step.expect.card !== undefined && !cardIds.has(step.expect.card)) {
        problems.add([...place, 'expect', 'card'], 'dangling_card', `There is no card “${step.expect.card}”.`);
      }
    });
  }
}
