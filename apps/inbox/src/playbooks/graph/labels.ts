import { duration } from '../../i18n/format.ts';
import { at, listOf, numberOf, recordOf, stringOf, textIn } from '../json/read.ts';
import { t } from '../texts/index.ts';
import type { GraphEdge } from './model.ts';

const names = (value: unknown): string => listOf(value).map(String).join(', ');

/** What a condition asks, in words. */
export function ruleWords(rule: unknown): string {
  const { test, rules, rule: inner, field, compare, value, oneOf, name, is, are, team, experiment } = recordOf(rule);
  switch (test) {
    case 'all':
      return listOf(rules)
        .map(ruleWords)
        .join(` ${t('ruleAnd')} `);
    case 'any':
      return listOf(rules)
        .map(ruleWords)
        .join(` ${t('ruleOr')} `);
    case 'not':
      return t('ruleNot', { rule: ruleWords(inner) });
    case 'field':
      return compare === undefined
        ? t('ruleKnown', { field: String(field) })
        : `${field} ${t(`compare_${compare as 'is'}`)} ${value ?? ''}`;
    case 'language':
      return names(oneOf);
    case 'page':
      return names(oneOf);
    case 'utm':
      return `utm_${name}: ${names(oneOf)}`;
    case 'visit':
      return t(is === 'first' ? 'ruleFirstVisit' : 'ruleRepeatVisit');
    case 'hours':
      return t(are === 'open' ? 'ruleOpen' : 'ruleClosed');
    case 'team':
      return `${team ?? t('anybody')} ${t(is === 'online' ? 'ruleOnline' : 'ruleOffline')}`;
    case 'arm':
      return `${experiment} = ${is}`;
    case 'qualified':
      return t(is === true ? 'ruleQualified' : 'ruleDisqualified');
    default:
      return '';
  }
}

/** What stands on an exit: the choice, the condition, or what has to happen; "" for the plain way on. */
export function labelOf({ exit }: GraphEdge, card: unknown, language: string): string {
  const { way, of } = exit;
  if (way === 'next') return '';
  if (way === 'choice') return textIn(recordOf(of).text, language) ?? stringOf(recordOf(of).id) ?? '';
  if (way === 'branch') return ruleWords(recordOf(of).when);
  if (way === 'waited') return '';
  const seconds = numberOf(
    at(card, way === 'agentSilent' ? ['agentSilent', 'afterSeconds'] : ['silence', 'giveUp', 'afterSeconds']),
  );
  if ((way === 'agentSilent' || way === 'giveUp') && seconds !== null) {
    return `${t(`way_${way}`)} ${duration(seconds)}`;
  }
  return t(`way_${way}`);
}
