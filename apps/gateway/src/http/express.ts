import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Principal } from '../access/principal.ts';

/** As much of Express' request and response as the gateway uses. */
export interface HttpRequest extends IncomingMessage {
  method: string;
  url: string;
  path: string;
  ip: string;
  params: Record<string, string | string[]>;
  /** The route as registered, e.g. "/api/v1/conversations/:id". */
  route: { path: string };
  /** Set by the access guard on routes that are not public. */
  principal?: Principal;
}

export interface HttpResponse extends ServerResponse {
  status(code: number): this;
  type(mime: string): this;
  set(headers: Record<string, string>): this;
  send(body: string): this;
  /** To be saved, under this name. */
  attachment(name: string): this;
  redirect(location: string): void;
  sendFile(
    path: string,
    options: { root: string; headers?: Record<string, string>; cacheControl: boolean },
    done: (error?: Error) => void,
  ): void;
}
