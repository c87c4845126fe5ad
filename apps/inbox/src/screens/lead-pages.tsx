import { OnDemand } from '../ui/on-demand.tsx';

const load = () => import('../reports/index.tsx').then(({ LeadRoom }) => LeadRoom);

/** Live and reports: their code comes when somebody who leads first goes there. */
export function LeadPages() {
  return (
    <div class="admin">
      <OnDemand load={load} props={{}} />
    </div>
  );
}
