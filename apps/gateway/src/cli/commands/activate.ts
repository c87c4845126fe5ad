import type { SiteView } from '#libs/contracts';
import type { Api } from '../api.ts';
import { EXIT, type Outcome } from '../outcome.ts';

/** New sessions of the site begin on this version. */
export async function activate(
  api: Api,
  name: string,
  { version: wanted, site: wantedSite }: { version?: number; site: string },
): Promise<Outcome> {
  const [version, site] = [await api.version(name, wanted), await api.site(wantedSite)];
  const active = await api.send<SiteView>('PUT', `/sites/${site.id}/active-version`, { versionId: version.id });
  const text = `Version ${version.version} of "${name}" is active on ${site.name}`;
  return { code: EXIT.ok, text, json: { version: version.version, site: active } };
}
