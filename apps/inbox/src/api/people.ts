import type {
  ChangePersonBody,
  CloseReason,
  ConversationVisitor,
  MergePersonsBody,
  NewPersonBody,
  OrganisationView,
  PersonView,
} from '#libs/contracts';
import type { Api } from './api.ts';

/** The part of the REST API about the people in conversations. */
export class PeopleApi {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  visitor = (sessionId: string): Promise<ConversationVisitor> =>
    this.#api.call('GET', `/conversations/${sessionId}/visitor`);
  search = (text: string): Promise<PersonView[]> => this.#api.call('POST', '/persons/search', { text });
  searchOrganisations = (text: string): Promise<OrganisationView[]> =>
    this.#api.call('POST', '/organisations/search', { text });
  get = (personId: string): Promise<PersonView> => this.#api.call('GET', `/persons/${personId}`);
  change = (personId: string, body: ChangePersonBody): Promise<PersonView> =>
    this.#api.call('PUT', `/persons/${personId}`, body);
  merge = (personId: string, body: MergePersonsBody): Promise<PersonView> =>
    this.#api.call('POST', `/persons/${personId}/merge`, body);
  /** Null: nobody. @param insteadOf who is shown as linked now */
  link = (sessionId: string, personId: string | null, insteadOf: string | null): Promise<unknown> =>
    this.#api.call('PUT', `/conversations/${sessionId}/person`, { personId, insteadOf });
  create = (sessionId: string, person: NewPersonBody): Promise<PersonView> =>
    this.#api.call('POST', `/conversations/${sessionId}/person`, person);
  transcript = (sessionId: string, format: 'text' | 'json'): Promise<Blob> =>
    this.#api.download(`/conversations/${sessionId}/transcript?format=${format}`);
  /** As the visitor saw it. A repeat of the clientId sends nothing more. */
  mailTranscript = (sessionId: string, clientId: string, to: string): Promise<unknown> =>
    this.#api.call('POST', `/conversations/${sessionId}/transcript-mails`, { clientId, to });
  closeReasons = (): Promise<CloseReason[]> => this.#api.call('GET', '/close-reasons');
}
