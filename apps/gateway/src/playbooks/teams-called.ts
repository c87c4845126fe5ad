import type { PlaybookDefinition, Rule } from '#libs/contracts';

export interface CalledTeam {
  /** As in a problem. */
  path: string;
  name: string;
}

/** The teams that a playbook names, in its live-chat cards and its conditions. */
export const teamsCalled = ({ cards }: PlaybookDefinition): CalledTeam[] =>
  Object.entries(cards).flatMap(([id, card]) => {
    if (card.kind === 'liveChat') return named(`cards.${id}.team`, card.team);
    if (card.kind !== 'condition') return [];
    return card.branches.flatMap(({ when }, index) => inRule(`cards.${id}.branches[${index}].when`, when));
  });

function inRule(path: string, rule: Rule): CalledTeam[] {
  if (rule.test === 'team') return named(`${path}.team`, rule.team);
  if (rule.test === 'not') return inRule(`${path}.rule`, rule.rule);
  if (rule.test !== 'all' && rule.test !== 'any') return [];
  return rule.rules.flatMap((inner, index) => inRule(`${path}.rules[${index}]`, inner));
}

const named = (path: string, name: string | undefined): CalledTeam[] => (name === undefined ? [] : [{ path, name }]);
