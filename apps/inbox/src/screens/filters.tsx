import { signal } from '@preact/signals';
import { X } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import type { FilterName, Place, SiteView, TeamView } from '#libs/contracts';
import { PHASES } from '#libs/contracts/process';
import { useDesk } from '../app/desk.ts';
import { filtersOf, go, route } from '../app/route.ts';
import { FILTER_NAMES, withFilter } from '../filters/filters.ts';
import { language, t } from '../i18n/index.ts';
import { RESULT_KINDS } from '../protocol.ts';
import { Icon } from '../ui/icon.tsx';
import { SavedViews } from './saved-views.tsx';

export const filtersOpen = signal(false);

/** What can be chosen: values with their words. */
type Options = [value: string, words: string][];

/** Widget languages that people write in most; what a link or a view names is added. */
const LANGUAGES = ['en', 'es', 'pt', 'de', 'fr', 'it', 'nl', 'pl', 'ar', 'zh'];

function useOptions(): Record<Exclude<FilterName, 'from' | 'to'>, Options> {
  const { api, agents } = useDesk();
  const [teams, setTeams] = useState<readonly TeamView[]>([]);
  const [sites, setSites] = useState<readonly SiteView[]>([]);
  useEffect(() => {
    // without them those two have nothing to choose; the others work
    api.teams().then(setTeams, () => undefined);
    api.sites().then(setSites, () => undefined);
  }, [api]);
  const named = (rows: readonly { id: string; name: string }[]): Options => rows.map(({ id, name }) => [id, name]);
  const chosen = filtersOf(route.value).language;
  const codes = chosen && !LANGUAGES.includes(chosen) ? [...LANGUAGES, chosen] : LANGUAGES;
  const names = new Intl.DisplayNames([language.value], { type: 'language' });
  return {
    unread: [['yes', t('filter_unread_yes')]],
    unanswered: [['yes', t('filter_unanswered_yes')]],
    phase: PHASES.map((phase) => [phase, t(`phase_${phase}`)]),
    team: [['none', t('filter_team_none')], ...named(teams)],
    agent: named(agents.value),
    site: named(sites),
    language: codes.map((code) => [code, names.of(code) ?? code]),
    result: RESULT_KINDS.map((kind) => [kind, t(`kind_${kind}`)]),
  };
}

/** What is no choice in a folder: it has one phase, or one agent, or is all of that. */
const POINTLESS: Record<Place, readonly FilterName[]> = {
  unassigned: ['phase', 'agent', 'unanswered'],
  mine: ['phase', 'agent'],
  others: ['phase', 'unread'],
  closed: ['phase', 'unread', 'unanswered'],
  search: [],
};
const namesAt = (place: Place): FilterName[] => FILTER_NAMES.filter((name) => !POINTLESS[place].includes(name));

/** The filters to choose from, and those that are set. They stand in the address: a link shows the same. */
export function Filters({ place }: { place: Place }) {
  const options = useOptions();
  const filters = filtersOf(route.value);
  const set = FILTER_NAMES.filter((name) => filters[name] !== undefined);
  const change = (name: FilterName, value: string) =>
    go({ page: 'inbox', folder: place, sessionId: null, filters: withFilter(filters, name, value) });
  const wordsOf = (name: FilterName, value: string): string =>
    name === 'from' || name === 'to'
      ? `${t(`filter_${name}`)} ${value}`
      : (options[name].find(([each]) => each === value)?.[1] ?? t(`filter_${name}`));
  return (
    <>
      {filtersOpen.value && (
        <form
          class="filters"
          data-testid="filters"
          aria-label={t('filters')}
          onSubmit={(event) => event.preventDefault()}
        >
          <div class="filters-views only-narrow">
            <SavedViews />
          </div>
          {namesAt(place).map((name) => (
            <div key={name} class="filter">
              <label for={`filter-${name}`}>{t(`filter_${name}`)}</label>
              {name === 'from' || name === 'to' ? (
                <input
                  type="date"
                  class="input"
                  id={`filter-${name}`}
                  data-testid={`filter-${name}`}
                  value={filters[name] ?? ''}
                  onChange={(event) => change(name, event.currentTarget.value)}
                />
              ) : (
                <select
                  class="input"
                  id={`filter-${name}`}
                  data-testid={`filter-${name}`}
                  value={filters[name] ?? ''}
                  onChange={(event) => change(name, event.currentTarget.value)}
                >
                  <option value="">{t('filterAny')}</option>
                  {options[name].map(([value, words]) => (
                    <option key={value} value={value} selected={filters[name] === value}>
                      {words}
                    </option>
                  ))}
                </select>
              )}
            </div>
          ))}
        </form>
      )}
      {set.length > 0 && (
        <ul class="filters-set" aria-label={t('filters')}>
          {set.map((name) => (
            <li key={name}>
              <button
                type="button"
                class="chip"
                data-testid={`filter-set-${name}`}
                title={t('filterRemove', { name: t(`filter_${name}`) })}
                onClick={() => change(name, '')}
              >
                {wordsOf(name, filters[name] ?? '')}
                <Icon of={X} size={13} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
