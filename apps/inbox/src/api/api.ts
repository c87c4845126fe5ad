import type {
  AgentView,
  CommandDone,
  ConversationDetail,
  ConversationList,
  ConversationView,
  Details,
  FileView,
  Filters,
  Folder,
  ResultKind,
  SavedView,
  SavedViewBody,
  SearchBody,
  SearchResult,
  SignedIn,
  SiteView,
  TeamView,
} from '#libs/contracts';
import { newId } from '../protocol.ts';
import { CallFailed, download, request } from './http.ts';

/** Waits before a command is repeated with the same `clientId`, after which it is given up. */
const RETRY_AFTER_MS = [400, 1_200, 3_000];

export const signIn = (email: string, password: string): Promise<SignedIn> =>
  request('POST', '/auth/sign-in', null, { email, password });

/** The REST API as one signed-in agent. */
export class Api {
  readonly #token: string;
  readonly #onSignedOut: () => void;

  /** `onSignedOut` is told when the server does not take the token any more. */
  constructor(token: string, onSignedOut: () => void) {
    this.#token = token;
    this.#onSignedOut = onSignedOut;
  }

  me = (): Promise<AgentView> => this.call('GET', '/auth/me');
  setSwitch = (on: boolean): Promise<unknown> => this.call('PUT', '/me/switch', { on });
  logOutEverywhere = (): Promise<unknown> => this.call('POST', '/me/log-out-everywhere');
  agents = (): Promise<AgentView[]> => this.call('GET', '/agents');

  /** A range of a folder; the first rows where none is named. */
  conversations = (
    folder: Folder,
    {
      filters = {},
      after = null,
      until = null,
    }: { filters?: Filters; after?: string | null; until?: string | null } = {},
  ): Promise<ConversationList> => {
    const query = new URLSearchParams({ folder, ...filters, ...(after && { after }), ...(until && { until }) });
    return this.call('GET', `/conversations?${query}`);
  };
  search = (body: Partial<SearchBody>): Promise<SearchResult> => this.call('POST', '/conversations/search', body);
  savedViews = (): Promise<SavedView[]> => this.call('GET', '/me/views');
  createView = (view: SavedViewBody): Promise<SavedView> => this.call('POST', '/me/views', view);
  changeView = (id: string, view: SavedViewBody): Promise<SavedView> => this.call('PUT', `/me/views/${id}`, view);
  removeView = (id: string): Promise<unknown> => this.call('DELETE', `/me/views/${id}`);
  sites = (): Promise<SiteView[]> => this.call('GET', '/sites');
  teams = (): Promise<TeamView[]> => this.call('GET', '/teams');
  conversation = (sessionId: string): Promise<ConversationDetail> => this.call('GET', `/conversations/${sessionId}`);
  assign = (sessionId: string, agentId: string): Promise<CommandDone> =>
    this.#command(`/conversations/${sessionId}/assign`, { agentId });
  /** What is offered to me. */
  offers = (): Promise<ConversationView[]> => this.call('GET', '/me/offers');
  accept = (sessionId: string, no: number): Promise<CommandDone> =>
    this.#command(`/conversations/${sessionId}/accept`, { no });
  decline = (sessionId: string, no: number): Promise<CommandDone> =>
    this.#command(`/conversations/${sessionId}/decline`, { no });
  /** `note` is for the colleagues only. */
  reassign = (sessionId: string, agentId: string, note?: string): Promise<CommandDone> =>
    this.#command(`/conversations/${sessionId}/reassign`, { agentId, ...(note && { note }) });
  /** Back to Unassigned. */
  giveBack = (sessionId: string, note?: string): Promise<CommandDone> =>
    this.#command(`/conversations/${sessionId}/return`, { ...(note && { note }) });
  close = (sessionId: string, close: { reasonId: string; note?: string }): Promise<CommandDone> =>
    this.#command(`/conversations/${sessionId}/close`, { ...close });
  handBack = (sessionId: string): Promise<CommandDone> => this.#command(`/conversations/${sessionId}/hand-back`, {});
  /** `clientId` comes from the form, so that one filled form makes one result however often it is sent. */
  createResult = (sessionId: string, clientId: string, kind: ResultKind, title: string): Promise<CommandDone> =>
    this.#command(`/conversations/${sessionId}/results`, { clientId, kind, title });
  saveDetails = (sessionId: string, version: number, details: Details): Promise<{ version: number }> =>
    this.call('PUT', `/conversations/${sessionId}/details`, { version, details });

  /** Uploads a file that is to go with a message. */
  attach = (sessionId: string, file: File): Promise<FileView> => {
    const form = new FormData();
    form.append('file', file);
    return this.call('POST', `/conversations/${sessionId}/files`, form);
  };
  /** What a visitor or an agent uploaded. */
  file = (fileId: string): Promise<Blob> => this.download(`/files/${fileId}`);

  /** Any other call as this agent; `path` begins after /api/v1. */
  call = <T>(method: string, path: string, body?: unknown, timeoutMs?: number): Promise<T> =>
    this.#watched(request<T>(method, path, this.#token, body, timeoutMs));
  download = (path: string, timeoutMs?: number): Promise<Blob> => this.#watched(download(path, this.#token, timeoutMs));

  async #watched<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      if (error instanceof CallFailed && error.code === 'unauthenticated') this.#onSignedOut();
      throw error;
    }
  }

  /** A command is repeated under the same `clientId` where nobody answered: it takes effect once. */
  async #command<T>(path: string, body: Record<string, string | number>): Promise<T> {
    const named = { clientId: newId(), ...body };
    for (const delay of RETRY_AFTER_MS) {
      try {
        return await this.call<T>('POST', path, named);
      } catch (error) {
        if (!(error instanceof CallFailed) || (error.code !== 'network' && error.code !== 'unavailable')) throw error;
        await new Promise((resolve) => setTimeout(resolve, delay));
      }
    }
    return this.call<T>('POST', path, named);
  }
}
