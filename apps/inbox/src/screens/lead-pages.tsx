import { OnDemand } from '../ui/on-demand.tsx';

const load = async () => {
  const { LeadRoom, ready } = await import('../reports/index.tsx');
  await ready;
  return LeadRoom;
};

/** Live and reports: their code comes when somebody who leads first goes there. */
export function LeadPages() {
  return (
    <div class="admin">
      <OnDemand load={load} props={{}} />
    </div>
  );
}
