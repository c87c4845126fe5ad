import { Plus, X } from 'lucide';
import { useEffect } from 'preact/hooks';
import type { OpeningHours, OutOfHours, SiteHours, SiteView } from '#libs/contracts';
import { weekdayName } from '../../i18n/format.ts';
import { WEEKDAYS } from '../../protocol.ts';
import { Icon } from '../../ui/icon.tsx';
import { Line } from '../../ui/lengths.tsx';
import { useAct } from '../shared/act.ts';
import { useAdmin } from '../shared/admin-desk.ts';
import { Edited } from '../shared/edited.ts';
import { Theirs } from '../shared/theirs.tsx';
import { t } from '../texts/index.ts';
import { Windows } from './windows.tsx';

type Holiday = OpeningHours['holidays'][number];

/** Monday to Friday, nine to five, by the admin's own clock. */
const usualHours = (): OpeningHours => ({
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  week: Object.fromEntries(WEEKDAYS.slice(0, 5).map((day) => [day, [{ from: '09:00', to: '17:00' }]])),
  holidays: [],
});

const hoursOf = ({ hours, outOfHours }: SiteView): SiteHours => ({ hours, outOfHours });

/** When a site's people answer, and what its chat shows while they do not. */
export function Hours({ site }: { site: SiteView }) {
  const admin = useAdmin();
  const { busy, act } = useAct();
  const form = admin.formOf(
    `hours ${site.id}`,
    () =>
      new Edited(hoursOf(site), {
        save: async (hours, insteadOf) => hoursOf(await admin.api.saveHours(site.id, hours, insteadOf)),
        read: async () => hoursOf(await admin.readSite(site.id)),
      }),
  );
  useEffect(() => form.arrived(hoursOf(site)), [form, site]);
  const save = (how: () => Promise<boolean>) => act(() => admin.savedSite(how));
  const { hours, outOfHours } = form.value.value;
  return (
    <form
      class="card settings-form"
      data-testid="hours"
      onSubmit={(event) => {
        event.preventDefault();
        void save(() => form.save());
      }}
    >
      <div>
        <h2>{t('hoursTitle', { site: site.name })}</h2>
        <p class="muted">{t('hoursIntro')}</p>
      </div>
      <label class="check">
        <input
          type="checkbox"
          data-testid="hours-always"
          checked={hours === null}
          onChange={(event) => form.set({ hours: event.currentTarget.checked ? null : (site.hours ?? usualHours()) })}
        />
        <span>{t('alwaysOpen')}</span>
      </label>
      {hours && (
        <>
          <Week hours={hours} onChange={(changed) => form.set({ hours: changed })} />
          <label class="field">
            <span>{t('outOfHours')}</span>
            <select
              data-testid="hours-out"
              value={outOfHours}
              onChange={(event) => form.set({ outOfHours: event.currentTarget.value as OutOfHours })}
            >
              {(['offline', 'hide'] as const).map((choice) => (
                <option key={choice} value={choice} selected={choice === outOfHours}>
                  {t(`outOfHours_${choice}`)}
                </option>
              ))}
            </select>
          </label>
        </>
      )}
      <Theirs form={form} busy={busy} onKeepMine={() => void save(() => form.keepMine())} />
      <button
        type="submit"
        class="button button-main"
        data-testid="hours-save"
        disabled={busy || form.theirs.value !== null}
      >
        {t('saveHours')}
      </button>
    </form>
  );
}

function Week({ hours, onChange }: { hours: OpeningHours; onChange: (hours: OpeningHours) => void }) {
  const setHolidays = (holidays: Holiday[]) => onChange({ ...hours, holidays });
  const setHoliday = (index: number, change: Partial<Holiday>) =>
    setHolidays(hours.holidays.map((day, at) => (at === index ? { ...day, ...change } : day)));
  return (
    <>
      <label class="field">
        <span>{t('hoursZone')}</span>
        <input
          type="text"
          list="time-zones"
          required
          maxLength={60}
          data-testid="hours-zone"
          value={hours.timeZone}
          onInput={(event) => onChange({ ...hours, timeZone: event.currentTarget.value })}
        />
        <datalist id="time-zones">
          {Intl.supportedValuesOf('timeZone').map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
      </label>
      <ul class="member-rows">
        {WEEKDAYS.map((day, index) => (
          <li key={day} class="member-row hours-row" data-testid="hours-day" data-day={day}>
            <span>{weekdayName(index)}</span>
            <Windows
              name={weekdayName(index)}
              windows={hours.week[day] ?? []}
              onChange={(windows) => onChange({ ...hours, week: { ...hours.week, [day]: windows } })}
            />
          </li>
        ))}
      </ul>
      <fieldset class="holidays">
        <legend>{t('holidays')}</legend>
        {hours.holidays.map((holiday, index) => (
          // by its place, since a holiday's date changes while it is typed
          <div key={index} class="member-row hours-row" data-testid="holiday">
            <span class="holiday-name">
              <input
                type="date"
                class="input"
                required
                aria-label={t('holidayDate')}
                data-testid="holiday-date"
                value={holiday.date}
                onInput={(event) => setHoliday(index, { date: event.currentTarget.value })}
              />
              <Line
                class="input"
                most={80}
                placeholder={t('holidayName')}
                aria-label={t('holidayName')}
                value={holiday.name ?? ''}
                onInput={(name) => setHoliday(index, { name: name || undefined })}
              />
            </span>
            <Windows
              name={holiday.name ?? holiday.date}
              windows={holiday.windows}
              onChange={(windows) => setHoliday(index, { windows })}
            />
            <button
              type="button"
              class="button-plain"
              aria-label={t('removeHoliday')}
              title={t('removeHoliday')}
              onClick={() => setHolidays(hours.holidays.filter((_, at) => at !== index))}
            >
              <Icon of={X} size={16} />
            </button>
          </div>
        ))}
        <button
          type="button"
          class="button"
          data-testid="holiday-add"
          onClick={() => setHolidays([...hours.holidays, { date: '', windows: [] }])}
        >
          <Icon of={Plus} size={16} />
          {t('addHoliday')}
        </button>
      </fieldset>
    </>
  );
}
