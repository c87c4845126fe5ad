import { useSignal } from '@preact/signals';
import { Bookmark, Ellipsis } from 'lucide';
import type { SavedView } from '#libs/contracts';
import { useDesk } from '../app/desk.ts';
import { filtersOf, go, route } from '../app/route.ts';
import { filtersText } from '../filters/filters.ts';
import { t } from '../i18n/index.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { Menu } from '../ui/menu.tsx';
import { ViewDialog } from './view-dialog.tsx';

/** The agent's views; nothing while there are none. */
export function SavedViews() {
  const { savedViews } = useDesk();
  const views = savedViews.views.value;
  if (views.length === 0) return null;
  return (
    <section class="views" aria-label={t('views')} data-testid="views">
      <h2 class="views-title">{t('views')}</h2>
      <ul>
        {views.map((view) => (
          <li key={view.id} class="view">
            <ViewLink view={view} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function ViewLink({ view }: { view: SavedView }) {
  const { savedViews, search } = useDesk();
  const asking = useSignal<'rename' | 'delete' | null>(null);
  const answered = () => {
    asking.value = null;
  };
  const remove = async () => {
    await savedViews.remove(view);
    answered();
  };
  const to = route.value;
  const isShown =
    to.page === 'inbox' &&
    to.folder === view.place &&
    filtersText(filtersOf(to)) === filtersText(view.filters) &&
    (view.place !== 'search' || search.text.value.trim() === view.text);
  return (
    <>
      <button
        type="button"
        class="rail-link view-link"
        data-testid="view"
        aria-current={isShown ? 'page' : undefined}
        onClick={() => {
          search.type(view.place === 'search' ? view.text : '');
          go({ page: 'inbox', folder: view.place, sessionId: null, filters: view.filters });
        }}
      >
        <Icon of={Bookmark} size={15} />
        <span class="view-name" dir="auto">
          {view.name}
        </span>
      </button>
      <Menu
        testId="view-menu"
        className="button-plain"
        label={
          <>
            <Icon of={Ellipsis} size={15} />
            <span class="visually-hidden">{t('viewMenu', { name: view.name })}</span>
          </>
        }
      >
        <button
          type="button"
          role="menuitem"
          class="menu-item"
          data-testid="view-rename"
          onClick={() => {
            asking.value = 'rename';
          }}
        >
          {t('viewRename')}
        </button>
        <button
          type="button"
          role="menuitem"
          class="menu-item"
          data-testid="view-delete"
          onClick={() => {
            asking.value = 'delete';
          }}
        >
          {t('viewDelete')}
        </button>
      </Menu>
      {asking.value === 'rename' && (
        <ViewDialog
          title={t('viewRename')}
          name={view.name}
          submit={t('viewRename')}
          onSubmit={(name) => savedViews.rename(view, name)}
          onClose={answered}
        />
      )}
      {asking.value === 'delete' && (
        <ConfirmDialog
          title={t('viewDeleteTitle', { name: view.name })}
          confirm={t('viewDeleteConfirm')}
          testId="view-delete-confirm"
          onConfirm={remove}
          onCancel={answered}
        >
          {t('viewDeleteText')}
        </ConfirmDialog>
      )}
    </>
  );
}
