import { settingsSchema } from '#libs/config';
import { APPEND_RULES, ERROR_CODES, FIGURE_MEANINGS, LIMITS, SEARCH_ATTRIBUTES } from '#libs/contracts';
import { PROBLEM_CODES } from '#libs/playbook';

/** A Markdown table; a bar in a cell would end it. */
function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const code = (text: string): string => `\`${text}\``;

export const codesTable = (): string =>
  table(
    ['Code', 'HTTP status', 'Meaning'],
    Object.entries(ERROR_CODES).map(([name, { status, title }]) => [code(name), String(status), title]),
  );

export const problemCodesTable = (): string =>
  table(
    ['Code', 'Means'],
    Object.entries(PROBLEM_CODES).map(([name, meaning]) => [code(name), meaning]),
  );

export const appendRulesTable = (): string =>
  table(
    ['Entry', 'Author', 'In phases', 'Wakes the process in'],
    Object.entries(APPEND_RULES).flatMap(([kind, byAuthor]) =>
      Object.entries(byAuthor).map(([author, rule]) => [
        code(kind),
        author,
        rule.phases.join(', '),
        rule.wakes?.join(', ') ?? '',
      ]),
    ),
  );

const FIGURE_NAMES: Record<keyof typeof FIGURE_MEANINGS, string> = {
  conversations: 'Conversations',
  pickUp: 'Pick-up',
  firstResponse: 'First response',
  duration: 'Duration',
  closed: 'Closed',
  missed: 'Missed',
  returned: 'Returned',
  results: 'Results',
};

export const figuresTable = (): string =>
  table(
    ['Figure', 'What it is'],
    Object.entries(FIGURE_MEANINGS).map(([name, meaning]) => [
      FIGURE_NAMES[name as keyof typeof FIGURE_NAMES],
      meaning,
    ]),
  );

const LIMIT_MEANINGS: Record<keyof typeof LIMITS, string> = {
  messageLength: 'Characters of one message',
  frameBytes: 'Bytes of one socket frame, and of a body that is no playbook',
  visitorMessagesPerMinute: 'Messages a visitor may send in a minute (a setting)',
  sessionsPerAddress: 'First acts of one address in twelve hours (a setting)',
  signInsPerAddress: 'Sign-ins of one address in five minutes (a setting)',
  entriesPerRead: 'Entries in one answer to `timeline:read`',
  fileBytes: 'Bytes of one uploaded file',
  filesPerMessage: 'Files that go with one message',
  filesPerSession: 'Files that one session keeps',
  amendMinutes: 'Minutes in which people may edit or delete what they said',
  mentions: 'Agents whom one note names',
  pagesPerSession: 'Pages that are kept of one session',
  visitorMailsPerSession: 'Transcripts by e-mail that a visitor may ask for in one session',
  visitorSilentHours: 'Hours without a word after which the bot’s session ends',
  liveIdleHours: 'Hours without a word after which a live chat ends',
  closedCounted: 'Closed conversations up to which they are counted',
  savedViews: 'Views that one agent may save',
  sessionDays: 'Days after which a session ends in any case',
  cards: 'Cards in one playbook',
  playbookBytes: 'Bytes of a playbook’s JSON',
};

export const limitsTable = (): string =>
  table(
    ['What', 'Limit'],
    Object.entries(LIMITS).map(([name, limit]) => [LIMIT_MEANINGS[name as keyof typeof LIMITS], String(limit)]),
  );

export const settingsTable = (): string =>
  table(
    ['Variable', 'Without it', 'Meaning'],
    Object.entries(settingsSchema.shape).map(([name, schema]) => {
      const unset = schema.safeParse(undefined);
      const without = unset.success ? (unset.data === undefined ? '' : code(String(unset.data))) : '**required**';
      return [code(name), without, schema.description ?? ''];
    }),
  );

const ATTRIBUTE_MEANINGS: Record<keyof typeof SEARCH_ATTRIBUTES, string> = {
  SessionPhase: '`bot`, `waiting`, `live` or `closed`',
  SiteId: 'The site',
  PlaybookId: 'The playbook',
  PlaybookVersion: 'The version that the session began with',
  AgentId: 'Who has the conversation',
  TeamId: 'The team it is for',
};

export const searchAttributesTable = (): string =>
  table(
    ['Search attribute', 'Type', 'Meaning'],
    Object.entries(SEARCH_ATTRIBUTES).map(([name, type]) => [
      code(name),
      type === 'INT' ? 'Int' : 'Keyword',
      ATTRIBUTE_MEANINGS[name as keyof typeof SEARCH_ATTRIBUTES],
    ]),
  );
