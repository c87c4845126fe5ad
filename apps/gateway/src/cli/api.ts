import { type PlaybookSummary, type Problem, type SignedIn, type SiteView } from '#libs/contracts';
import { CliError, refusedBy } from './outcome.ts';

/** How long one call may take, in milliseconds. */
const CALL = 30_000;

export interface Access {
  /** Where the gateway is. */
  url: string;
  /** Of an admin. */
  token?: string | undefined;
  /** Instead of a token. */
  email?: string | undefined;
  password?: string | undefined;
}

/** The REST API, called as the admin that the options name. Whatever is refused is a CliError. */
export class Api {
  readonly #access: Access;
  #token: string | undefined;

  constructor(access: Access) {
    this.#access = access;
    this.#token = access.token;
  }

  async get<T>(path: string): Promise<T> {
    return this.#call<T>('GET', path, undefined, await this.#signedIn());
  }

  async send<T>(method: 'POST' | 'PUT', path: string, body: unknown): Promise<T> {
    return this.#call<T>(method, path, body, await this.#signedIn());
  }

  /** The playbook of this name. */
  async playbook(name: string): Promise<PlaybookSummary> {
    const playbooks = await this.get<PlaybookSummary[]>('/playbooks');
    const found = playbooks.find((playbook) => playbook.name === name);
    if (!found) throw new CliError(`There is no playbook "${name}"`);
    return found;
  }

  /** A version of the playbook of this name; the newest where none is named. */
  async version(name: string, wanted: number | undefined): Promise<PlaybookSummary['versions'][number]> {
    const { versions } = await this.playbook(name);
    const found = wanted === undefined ? versions[0] : versions.find(({ version }) => version === wanted);
    if (found) return found;
    throw new CliError(wanted === undefined ? `"${name}" was never published` : `"${name}" has no version ${wanted}`);
  }

  /** The definition of that version. */
  definition({ id }: { id: string }): Promise<unknown> {
    return this.get(`/playbooks/versions/${id}/export`);
  }

  /** The site with this name or id. */
  async site(wanted: string): Promise<SiteView> {
    const sites = await this.get<SiteView[]>('/sites');
    const found = sites.filter(({ id, name }) => id === wanted || name === wanted);
    if (found.length > 1) throw new CliError(`Several sites are called "${wanted}": give the id`);
    if (!found[0]) throw new CliError(`There is no site "${wanted}"`);
    return found[0];
  }

  async #signedIn(): Promise<string> {
    const { email, password } = this.#access;
    if (this.#token !== undefined) return this.#token;
    if (!email || !password)
      throw new CliError('Who asks? Give --token or FOYER_TOKEN, or --email with the password in FOYER_PASSWORD');
    const { token } = await this.#call<SignedIn>('POST', '/auth/sign-in', { email, password });
    this.#token = token;
    return token;
  }

  async #call<T>(method: string, path: string, body: unknown, token?: string): Promise<T> {
    const { url } = this.#access;
    const response = await fetch(`${url.replace(/\/+$/, '')}/api/v1${path}`, {
      method,
      signal: AbortSignal.timeout(CALL),
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch(() => {
      throw new CliError(`${url} does not answer`);
    });
    const answer: unknown = await response.json().catch(() => null);
    if (answer !== null && response.ok) return answer as T;
    if (isProblem(answer)) throw refusedBy(answer);
    throw new CliError(`${url} answers ${response.status}, and not as Foyer would`);
  }
}

const isProblem = (answer: unknown): answer is Problem =>
  typeof answer === 'object' && answer !== null && 'code' in answer && 'title' in answer;
