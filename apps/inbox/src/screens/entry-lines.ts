import type { Entry, EntryBody, EntryKind } from '#libs/contracts';
import { closingWords } from '../details/closing.ts';
import { type TextKey, t } from '../i18n/index.ts';

/** Fields that the details and the CRM know; any other is the playbook's own and goes by its name. */
const KNOWN_FIELDS: Readonly<Record<string, TextKey>> = {
  'person.name': 'input_name',
  'person.email': 'input_email',
  'person.phone': 'input_phone',
  'organisation.name': 'input_organisation',
  'deal.value': 'field_dealValue',
  message: 'composerLabel',
};

export const fieldName = (field: string): string => {
  const known = KNOWN_FIELDS[field];
  return known === undefined ? field : t(known);
};

/** A file is kept by its id, which says nothing to anybody; its name stands in the answer. */
const valueWords = (value: string): string => (value.startsWith('file:') ? t('input_file') : value);

const fieldList = (fields: Record<string, string>): string =>
  Object.entries(fields)
    .map(([field, value]) => `${fieldName(field)}: ${value}`)
    .join(' · ');

function httpAnswered({ ok, status, fields }: EntryBody<'httpAnswered'>): string {
  const outcome = t(ok ? 'entry_httpAnswered' : 'entry_httpFailed');
  const details = [status === undefined ? '' : `HTTP ${status}`, fieldList(fields)].filter((part) => part !== '');
  return details.length === 0 ? outcome : `${outcome} (${details.join(', ')})`;
}

type Lines = { [K in EntryKind]?: (body: EntryBody<K>) => string };

/** What is said of entries that are not words. A kind without a line here shows nothing. */
const LINES: Lines = {
  assigned: ({ agentId, agentName, byAgentId, byName }) =>
    agentId === byAgentId
      ? t('entry_assignedSelf', { agent: agentName })
      : t('entry_assigned', { agent: agentName, by: byName }),
  reassigned: ({ byAgentId, byName, fromAgentId, fromName, agentName }) =>
    byAgentId === fromAgentId
      ? t('entry_reassignedOwn', { by: byName, agent: agentName })
      : t('entry_reassigned', { by: byName, from: fromName, agent: agentName }),
  offered: ({ agentName }) => t('entry_offered', { agent: agentName }),
  offerEnded: ({ agentName, reason }) => t(`entry_offer_${reason}`, { agent: agentName }),
  returned: ({ reason, fromAgentId, fromName, byAgentId, byName }) => {
    if (reason === 'agent_gone') return t('entry_returnedGone', { from: fromName });
    return byAgentId === fromAgentId
      ? t('entry_returnedOwn', { by: fromName })
      : t('entry_returned', { by: byName ?? t('agent'), from: fromName });
  },
  phaseChanged: ({ reason }) => t(`entry_phase_${reason}`),
  closed: ({ reason, byName, closing }) =>
    closing
      ? t('entry_closedWhy', { by: byName ?? t('agent'), reason: closingWords(closing) })
      : t(`entry_closed_${reason}`, { by: byName ?? t('agent') }),
  rated: ({ score, words }) =>
    words === undefined ? t('entry_rated', { score }) : t('entry_ratedWords', { score, words }),
  botSilent: () => t('entry_botSilent'),
  stuck: () => t('entry_stuck'),
  handedBack: ({ byName }) => t('entry_handedBack', { by: byName }),
  captured: ({ field, value }) => t('entry_captured', { field: fieldName(field), value: valueWords(value) }),
  consented: ({ text }) => t('entry_consented', { text }),
  qualified: () => t('entry_qualified'),
  disqualified: () => t('entry_disqualified'),
  httpRequested: ({ cardId }) => t('entry_httpRequested', { card: cardId }),
  httpAnswered,
  resultRequested: ({ result, title }) => t('entry_resultRequested', { kind: t(`kind_${result}`), title }),
  resultState: ({ result, state }) => t(`entry_result_${state}`, { kind: t(`kind_${result}`) }),
  opsMoved: () => t('entry_opsMoved'),
};

/** One sentence on what happened; null where there is none to say. */
export function lineOf(entry: Entry): string | null {
  const line = LINES[entry.kind] as ((body: Entry['body']) => string) | undefined;
  return line === undefined ? null : line(entry.body);
}
