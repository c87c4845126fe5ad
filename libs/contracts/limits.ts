/** Limits that all sides share. Sources: what other live-chat products found right to set. */
export const LIMITS = {
  /** Characters of one message. */
  messageLength: 16_384,
  /** Bytes of one socket frame. */
  frameBytes: 65_536,
  /** Messages a visitor may send in a minute. */
  visitorMessagesPerMinute: 100,
  /** New sessions of one address in twelve hours on a public site; a site may be set otherwise. */
  sessionsPerAddress: 60,
  /** Sign-ins of one address in five minutes. */
  signInsPerAddress: 20,
  /** Entries in one `timeline:read` answer, and in one look of `advance`. */
  entriesPerRead: 200,
  /** Bytes of one uploaded file. */
  fileBytes: 10 * 1024 * 1024,
  /** Files that go with one message. */
  filesPerMessage: 5,
  /** Files that one session keeps. */
  filesPerSession: 100,
  /** Minutes in which people may edit or delete what they said. */
  amendMinutes: 15,
  /** Agents whom one note names. */
  mentions: 20,
  /** Pages that are kept of one session; the oldest make room. */
  pagesPerSession: 50,
  /** Transcripts by e-mail that a visitor may ask for in one session. */
  visitorMailsPerSession: 3,
  /** Hours without a word after which the bot's session ends: a visitor comes back within a day, or begins anew. */
  visitorSilentHours: 24,
  /** Hours without a word after which a live chat ends: a working day; nobody is still waiting for the other. */
  liveIdleHours: 8,
  /** Days after which a session ends in any case: three times the longest wait of a card. */
  sessionDays: 90,
  /** Closed conversations are counted up to here: they only grow, and nobody needs to know more. */
  closedCounted: 1_000,
  /** Views that one agent may save. */
  savedViews: 50,
  /** Cards in one playbook. */
  cards: 1_000,
  /** Bytes of a playbook's JSON. */
  playbookBytes: 512 * 1024,
} as const;
