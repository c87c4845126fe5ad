import { Activity, ChartColumn, Ellipsis, type IconNode, Settings, Workflow } from 'lucide';
import { type Role } from '#libs/contracts';
import { useDesk } from '../app/desk.ts';
import { go, type Route, route } from '../app/route.ts';
import { type TextKey, t } from '../i18n/index.ts';
import { Icon } from '../ui/icon.tsx';
import { Menu } from '../ui/menu.tsx';

interface Page {
  id: Route['page'];
  text: TextKey;
  /** In the bar, where `text` may not fit. */
  short?: TextKey;
  icon: IconNode;
  roles: readonly Role[];
  to: Route;
}

/** Pages beside the folders. */
const PAGES: readonly Page[] = [
  { id: 'live', text: 'leadShort', icon: Activity, roles: ['supervisor', 'admin'], to: { page: 'live' } },
  { id: 'reports', text: 'reportsPage', icon: ChartColumn, roles: ['supervisor', 'admin'], to: { page: 'reports' } },
  {
    id: 'playbooks',
    text: 'playbooks',
    icon: Workflow,
    roles: ['admin'],
    to: { page: 'playbooks', playbookId: null, tab: 'overview' },
  },
  {
    id: 'settings',
    text: 'settingsPage',
    short: 'settingsShort',
    icon: Settings,
    roles: ['admin'],
    to: { page: 'settings' },
  },
];

/** On a phone, where the bar has room for the folders only: everything else behind one entry. */
export function RailMore() {
  const { role } = useDesk().me.value;
  const pages = PAGES.filter(({ roles }) => roles.includes(role));
  if (pages.length === 0) return null;
  const here = pages.find(({ id }) => id === route.value.page);
  return (
    <div class="rail-more">
      <Menu
        testId="rail-more"
        className={here ? 'rail-link rail-more-here' : 'rail-link'}
        label={
          <>
            <Icon of={here?.icon ?? Ellipsis} />
            <span class="rail-short">{t(here?.short ?? here?.text ?? 'morePages')}</span>
          </>
        }
      >
        {pages.map(({ id, text, icon, to }) => (
          <button
            key={id}
            type="button"
            role="menuitem"
            class="menu-item"
            data-testid={`more-${id}`}
            aria-current={here?.id === id ? 'page' : undefined}
            onClick={() => go(to)}
          >
            <Icon of={icon} />
            {t(text)}
          </button>
        ))}
      </Menu>
    </div>
  );
}
