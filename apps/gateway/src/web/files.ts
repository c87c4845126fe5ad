import { existsSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { Refusal } from '#libs/contracts';
import type { HttpResponse } from '../http/express.ts';

/** Where the build puts the browser apps, seen from the built gateway and from its source. */
const PLACES = ['../../../../web', '../../../../dist/web'].map((place) => resolve(import.meta.dirname, place));
export const WEB_ROOT = PLACES.find((place) => existsSync(place)) ?? PLACES[0]!;

const YEAR = 'public, max-age=31536000, immutable';
const CHECK = 'no-cache';
const MINUTES = 'public, max-age=300';

/** Names with a hash of their content never change; everything else is asked for again. */
const cacheOf = (path: string): string => (/(^|\/)assets\//.test(path) ? YEAR : CHECK);

/** A file of the inbox; every other path is a place inside the app. */
export function sendInbox(response: HttpResponse, path: string): Promise<void> {
  const file = extname(path) === '' ? 'index.html' : path;
  return sendFile(response, 'inbox', file, { 'cache-control': cacheOf(file) });
}

/** The widget's scripts, for websites everywhere. */
export const sendWidget = (response: HttpResponse, path: string): Promise<void> =>
  sendFile(response, 'widget', path, { 'cache-control': MINUTES, 'access-control-allow-origin': '*' });

function sendFile(response: HttpResponse, app: string, path: string, headers: Record<string, string>): Promise<void> {
  return new Promise((done, fail) => {
    response.sendFile(path, { root: resolve(WEB_ROOT, app), headers, cacheControl: false }, (error) => {
      if (!error || response.headersSent) done();
      else fail(isMissing(error) ? new Refusal('not_found') : error);
    });
  });
}

/** Not there, or outside of the folder. */
const isMissing = (error: Error): boolean => 'status' in error && (error.status === 404 || error.status === 403);
