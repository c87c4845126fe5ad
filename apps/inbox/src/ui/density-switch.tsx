import { Rows3, Rows4 } from 'lucide';
import { chooseDensity, density } from '../app/density.ts';
import { t } from '../i18n/index.ts';
import { Icon } from './icon.tsx';

/** Turns between the two densities; phones are for fingers and stay comfortable. */
export function DensitySwitch() {
  const isDense = density.value === 'dense';
  return (
    <button
      type="button"
      class="button-plain not-phone"
      data-testid="density"
      aria-pressed={isDense}
      aria-label={t('density_dense')}
      title={t('density_dense')}
      onClick={() => chooseDensity(isDense ? 'comfortable' : 'dense')}
    >
      <Icon of={isDense ? Rows4 : Rows3} size={16} />
    </button>
  );
}
