import type { PlaybookSummary } from '#libs/contracts';
import { ActiveSites } from './active-sites.tsx';
import { Compare } from './compare.tsx';
import { ChangeHistory } from './history.tsx';
import { Versions } from './versions.tsx';

/** What was published, what runs where, and who changed what. */
export function Overview({ playbook }: { playbook: PlaybookSummary }) {
  return (
    <div class="overview">
      <div class="overview-column">
        <ActiveSites playbook={playbook} />
        <Versions playbook={playbook} />
      </div>
      <div class="overview-column">
        <Compare playbook={playbook} />
        <ChangeHistory playbook={playbook} />
      </div>
    </div>
  );
}
