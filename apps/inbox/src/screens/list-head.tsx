import { useSignal } from '@preact/signals';
import { Bookmark, Search, SlidersHorizontal, X } from 'lucide';
import type { Folder, Place } from '#libs/contracts';
import { useDesk } from '../app/desk.ts';
import { filtersOf, go, route } from '../app/route.ts';
import { FILTER_NAMES } from '../filters/filters.ts';
import { countText } from '../folders/placement.ts';
import { t } from '../i18n/index.ts';
import { shortcut } from '../keys/shortcuts.ts';
import { Icon } from '../ui/icon.tsx';
import { filtersOpen } from './filters.tsx';
import { ViewDialog } from './view-dialog.tsx';

/** Where the agent came from, to go back there when they clear the search. */
let folderBefore: Folder = 'unassigned';

/** What the list shows, how many there are, and how to find others. */
export function ListHead({ place }: { place: Place }) {
  const desk = useDesk();
  const saving = useSignal(false);
  const filters = filtersOf(route.value);
  const set = FILTER_NAMES.filter((name) => filters[name] !== undefined).length;
  const total = place === 'search' ? null : countText(place, desk.folders.state.value.counts[place]);
  const text = desk.search.text.value;
  return (
    <header class="list-head">
      <div class="list-title">
        <h1>{t(place === 'search' ? 'searchAll' : `folder_${place}`)}</h1>
        {total !== null && <span class="count">{total}</span>}
        <span class="list-tools">
          {(set > 0 || (place === 'search' && text.trim() !== '')) && (
            <button
              type="button"
              class="button-plain"
              data-testid="view-save"
              title={t('viewSave')}
              onClick={() => {
                saving.value = true;
              }}
            >
              <Icon of={Bookmark} size={17} />
              <span class="visually-hidden">{t('viewSave')}</span>
            </button>
          )}
          <button
            type="button"
            class={`button-plain ${set > 0 ? 'is-set' : ''}`}
            data-testid="filters-toggle"
            aria-expanded={filtersOpen.value}
            title={t('filters')}
            {...shortcut('filters')}
            onClick={() => {
              filtersOpen.value = !filtersOpen.value;
            }}
          >
            <Icon of={SlidersHorizontal} size={17} />
            <span class="visually-hidden">{t('filters')}</span>
            {set > 0 && (
              <>
                <span class="count" aria-hidden="true">
                  {set}
                </span>
                <span class="visually-hidden">{t('filtersSet', { count: set })}</span>
              </>
            )}
          </button>
        </span>
      </div>
      <SearchBox place={place} />
      {saving.value && (
        <ViewDialog
          title={t('viewSave')}
          name={text.trim()}
          submit={t('viewSaveSubmit')}
          onSubmit={(name) =>
            desk.savedViews.create({ name, place, filters, text: place === 'search' ? text.trim() : '' })
          }
          onClose={() => {
            saving.value = false;
          }}
        />
      )}
    </header>
  );
}

function SearchBox({ place }: { place: Place }) {
  const { search } = useDesk();
  // a folder is not searched: what was looked for stands here again when the agent comes back to it
  const text = place === 'search' ? search.text.value : '';
  const type = (words: string) => {
    search.type(words);
    const at = route.peek();
    if (place !== 'search' && words.trim() !== '') {
      folderBefore = place;
      go({ page: 'inbox', folder: 'search', sessionId: at.page === 'inbox' ? at.sessionId : null });
    }
  };
  const clear = () => {
    search.type('');
    if (place === 'search') go({ page: 'inbox', folder: folderBefore, sessionId: null });
  };
  return (
    <search class="list-search">
      <Icon of={Search} size={15} />
      <input
        type="search"
        class="input"
        data-testid="search"
        aria-label={t('searchLabel')}
        placeholder={t('searchHint')}
        maxLength={200}
        autocomplete="off"
        spellcheck={false}
        value={text}
        {...shortcut('search')}
        onInput={(event) => type(event.currentTarget.value)}
      />
      {(text !== '' || place === 'search') && (
        <button type="button" class="button-plain" data-testid="search-clear" onClick={clear}>
          <Icon of={X} size={15} />
          <span class="visually-hidden">{t('searchClear')}</span>
        </button>
      )}
    </search>
  );
}
