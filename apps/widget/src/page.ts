import type { StartSessionBody } from '#libs/contracts';

/** What an opening depends on beside its version and language; sent when it is rendered and again with the first act. */
export type Rendering = Pick<StartSessionBody, 'seed' | 'pageUrl' | 'returning'>;

const LONGEST_URL = 2_000;

/** Where the visitor is, as far as the server takes it: without the fragment. */
export function pageUrl(): string | undefined {
  const [url = ''] = location.href.split('#');
  return /^https?:/.test(url) && url.length <= LONGEST_URL ? url : undefined;
}
