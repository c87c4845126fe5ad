import { OnDemand } from '../ui/on-demand.tsx';

const load = () => import('../playbooks/index.tsx').then(({ AdminRoom }) => AdminRoom);

/** Playbooks and settings: their code comes when an admin first goes there. */
export function AdminPages() {
  return (
    <div class="admin">
      <OnDemand load={load} props={{}} />
    </div>
  );
}
