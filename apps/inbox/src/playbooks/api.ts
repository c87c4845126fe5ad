import type {
  AgentView,
  Appearance,
  CloseReason,
  Difference,
  Insight,
  PlaybookDefinition,
  PlaybookDraft,
  PlaybookEvent,
  PlaybookPublished,
  PlaybookSummary,
  PlaybookTemplate,
  RoutingChanges,
  RoutingView,
  Script,
  Simulation,
  SiteDefaults,
  SiteHours,
  SiteView,
  TeamView,
  Trial,
  Validation,
} from '#libs/contracts';
import type { Api } from '../api/api.ts';
import type { Schema } from './json/schema.ts';

/** A version by its number, or the draft. */
export type Side = number | 'draft';

export interface FromTemplate {
  templateId: string;
  name: string;
  siteId?: string;
  appearance: Appearance;
  languages: string[];
}

export type AgentChange = Pick<AgentView, 'name' | 'email' | 'role' | 'teamId' | 'capacity'>;
export type NewAgent = Omit<AgentChange, 'capacity'> & { password: string };

/** The part of the REST API that admins use. */
export class AdminApi {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  playbooks = (): Promise<PlaybookSummary[]> => this.#get('/playbooks');
  templates = (): Promise<PlaybookTemplate[]> => this.#get('/playbooks/templates');
  schema = (): Promise<Schema> => this.#get('/playbooks/schema');
  /** The same name publishes the next version. */
  upload = (definition: unknown): Promise<PlaybookPublished> => this.#post('/playbooks', definition);
  fromTemplate = (body: FromTemplate): Promise<{ playbookId: string }> => this.#post('/playbooks/from-template', body);
  duplicate = (playbookId: string, name: string): Promise<{ playbookId: string }> =>
    this.#post(`/playbooks/${playbookId}/duplicate`, { name });
  archive = (playbookId: string): Promise<unknown> => this.#post(`/playbooks/${playbookId}/archive`);
  unarchive = (playbookId: string): Promise<unknown> => this.#post(`/playbooks/${playbookId}/unarchive`);
  history = (playbookId: string): Promise<PlaybookEvent[]> => this.#get(`/playbooks/${playbookId}/history`);
  diff = (playbookId: string, from: Side, to: Side): Promise<{ differences: Difference[] }> =>
    this.#get(`/playbooks/${playbookId}/diff?from=${from}&to=${to}`);

  version = (versionId: string): Promise<{ definition: PlaybookDefinition }> =>
    this.#get(`/playbooks/versions/${versionId}`);
  exported = (versionId: string): Promise<Blob> => this.#api.download(`/playbooks/versions/${versionId}/export`);
  insight = (versionId: string): Promise<Insight> => this.#get(`/playbooks/versions/${versionId}/insight`);

  draft = (playbookId: string): Promise<PlaybookDraft> => this.#get(`/playbooks/${playbookId}/draft`);
  saveDraft = (playbookId: string, revision: number, definition: unknown): Promise<PlaybookDraft> =>
    this.#api.call('PUT', `/playbooks/${playbookId}/draft`, { revision, definition });
  addLiveChat = (playbookId: string, revision: number): Promise<PlaybookDraft> =>
    this.#post(`/playbooks/${playbookId}/draft/live-chat`, { revision });
  publish = (playbookId: string, revision: number, note: string): Promise<PlaybookPublished> =>
    this.#post(`/playbooks/${playbookId}/publish`, { revision, ...(note !== '' && { note }) });
  validate = (definition: unknown): Promise<Validation> => this.#post('/playbooks/validate', definition);
  simulate = (definition: unknown, script: Partial<Script>): Promise<Simulation> =>
    this.#post('/playbooks/simulate', { definition, script });

  startTrial = (playbookId: string, sessions: number): Promise<Trial> =>
    this.#post(`/playbooks/${playbookId}/trials`, { sessions });
  latestTrial = (playbookId: string): Promise<Trial> => this.#get(`/playbooks/${playbookId}/trials/latest`);
  trial = (trialId: string): Promise<Trial> => this.#get(`/trials/${trialId}`);
  cancelTrial = (trialId: string): Promise<Trial> => this.#api.call('DELETE', `/trials/${trialId}`);

  sites = (): Promise<SiteView[]> => this.#get('/sites');
  activate = (siteId: string, versionId: string): Promise<SiteView> =>
    this.#api.call('PUT', `/sites/${siteId}/active-version`, { versionId });
  rollBack = (siteId: string): Promise<SiteView> => this.#post(`/sites/${siteId}/roll-back`);
  /** Refused (`stale_version`) where something else than `insteadOf` is stored. */
  saveDefaults = (siteId: string, defaults: SiteDefaults, insteadOf: SiteDefaults): Promise<SiteView> =>
    this.#api.call('PUT', `/sites/${siteId}/defaults`, { ...defaults, insteadOf });
  newIdentitySecret = (siteId: string): Promise<{ secret: string }> => this.#post(`/sites/${siteId}/identity-secret`);
  dropIdentitySecret = (siteId: string): Promise<unknown> =>
    this.#api.call('DELETE', `/sites/${siteId}/identity-secret`);

  addAgent = (agent: NewAgent): Promise<AgentView> => this.#post('/agents', agent);
  changeAgent = (agentId: string, change: Partial<AgentChange>): Promise<AgentView> =>
    this.#api.call('PUT', `/agents/${agentId}`, change);
  disableAgent = (agentId: string): Promise<AgentView> => this.#post(`/agents/${agentId}/disable`);
  enableAgent = (agentId: string): Promise<AgentView> => this.#post(`/agents/${agentId}/enable`);

  /** As for `saveDefaults`. */
  saveCloseReasons = (
    reasons: readonly CloseReason[],
    insteadOf: readonly CloseReason[],
  ): Promise<readonly CloseReason[]> => this.#api.call('PUT', '/close-reasons', { reasons, insteadOf });

  /** As for `saveDefaults`. */
  saveHours = (siteId: string, hours: SiteHours, insteadOf: SiteHours): Promise<SiteView> =>
    this.#api.call('PUT', `/sites/${siteId}/hours`, { ...hours, insteadOf });

  routing = (): Promise<RoutingView[]> => this.#get('/routing');
  saveRouting = (teamId: string | null, changes: RoutingChanges): Promise<RoutingView> =>
    this.#api.call('PUT', teamId === null ? '/routing' : `/teams/${teamId}/routing`, changes);

  teams = (): Promise<TeamView[]> => this.#get('/teams');
  addTeam = (name: string): Promise<TeamView> => this.#post('/teams', { name });
  setTeam = (agentId: string, teamId: string | null): Promise<unknown> =>
    this.#api.call('PUT', `/agents/${agentId}/team`, { teamId });

  #get = <T>(path: string): Promise<T> => this.#api.call('GET', path);
  #post = <T>(path: string, body?: unknown): Promise<T> => this.#api.call('POST', path, body);
}
