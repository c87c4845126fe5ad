import { OnDemand } from '../ui/on-demand.tsx';

const load = async () => {
  const { AdminRoom, ready } = await import('../playbooks/index.tsx');
  await ready;
  return AdminRoom;
};

/** Playbooks and settings: their code comes when an admin first goes there. */
export function AdminPages() {
  return (
    <div class="admin">
      <OnDemand load={load} props={{}} />
    </div>
  );
}
