export type { Answer, Call, CallsRepository } from './calls/index.ts';
export type { CannedRepository } from './canned/index.ts';
export type { CrmRepository } from './crm/index.ts';
export { type Database, openDatabase } from './database.ts';
export type { FilesRepository } from './files/index.ts';
export type { Hint } from './hints/hint.ts';
export { HintListener, type HintListenerOptions } from './hints/listener.ts';
export { HintPublisher } from './hints/publisher.ts';
export type {
  NewsOfEntry,
  NotificationsRepository,
  Settled,
  StandingNotification,
  Told,
  Undecided,
  Untold,
} from './notifications/index.ts';
export type { PushSubscriptionsRepository, Subscription } from './notifications/subscriptions.ts';
export type { DatabaseOptions } from './orm.ts';
export type { PeopleRepository } from './people/index.ts';
export type { Draft } from './playbooks/drafts.ts';
export type { PlaybooksRepository } from './playbooks/index.ts';
export type { SessionToTry } from './playbooks/sessions-to-try.ts';
export type { StandingTrial, TrialReport, TrialsRepository } from './playbooks/trials.ts';
export type { PlaybookVersion } from './playbooks/version-cache.ts';
export type { PresenceRepository, Standing } from './presence/index.ts';
export type { ReceiptsRepository, SeenBySomebody } from './receipts/index.ts';
export type { ReportedConversation } from './reports/conversations.ts';
export type { ReportsRepository } from './reports/index.ts';
export type { ResultsRepository } from './results/index.ts';
export type { Produced } from './results/produce.ts';
export type { OffersRepository } from './routing/offers.ts';
export type { RoutingRepository } from './routing/settings.ts';
export type { SavedViewsRepository } from './saved-views/index.ts';
export type { SearchRepository } from './search/index.ts';
export type { CloseCommand, Command, CommandResult, WithNote } from './sessions/commands.ts';
export type { Credential } from './sessions/credential.ts';
export type { SessionsRepository } from './sessions/index.ts';
export type { Identity, StartInput, StartResult } from './sessions/start.ts';
export type { AgentRecord, AgentsRepository, AgentWithPassword } from './setup/agents.ts';
export type { SitesRepository } from './setup/sites.ts';
export type { TeamsRepository } from './setup/teams.ts';
export { isUnavailable } from './sql/errors.ts';
export type { SweepRepository } from './sweep/index.ts';
export type { Amended, Amendment } from './timeline/amend.ts';
export type { AppendInput, AppendResult } from './timeline/append.ts';
export type { TimelineRepository } from './timeline/index.ts';
export type { FullTimeline } from './timeline/read.ts';
export type { TakenMail, TranscriptRows, TranscriptsRepository } from './transcripts/index.ts';
export type { Look, Looked, LookOutcome, NewEntry, PendingCall, SessionRow } from './types.ts';
export type { VisitsRepository } from './visits/index.ts';
