import { Ellipsis } from 'lucide';
import { chooseDensity, density } from '../app/density.ts';
import { chooseTheme, THEMES, theme, turnTheme } from '../app/theme.ts';
import { t } from '../i18n/index.ts';
import { helpOpen } from '../keys/help.tsx';
import { Icon } from '../ui/icon.tsx';
import { Menu } from '../ui/menu.tsx';

const help = () => {
  helpOpen.value = true;
};

/** What is not needed every minute: keys and colours. */
export function DeskMenu() {
  return (
    <div class="desk-menu">
      <Menu
        testId="desk-menu"
        className="button-plain"
        label={
          <>
            <Icon of={Ellipsis} size={16} />
            <span class="visually-hidden">{t('more')}</span>
          </>
        }
      >
        <button type="button" role="menuitem" class="menu-item" data-testid="open-keys" onClick={help}>
          <span class="menu-name">{t('keysTitle')}</span>
          <kbd>?</kbd>
        </button>
        {THEMES.map((each) => (
          <button
            key={each}
            type="button"
            role="menuitem"
            class="menu-item"
            data-testid={`theme-${each}`}
            aria-current={theme.value === each ? 'true' : undefined}
            onClick={() => chooseTheme(each)}
          >
            <span class="menu-name">{t(`theme_${each}`)}</span>
            {theme.value === each && <span aria-hidden="true">✓</span>}
          </button>
        ))}
        <button
          type="button"
          role="menuitem"
          class="menu-item not-phone"
          data-testid="density"
          aria-current={density.value === 'dense' ? 'true' : undefined}
          onClick={() => chooseDensity(density.value === 'dense' ? 'comfortable' : 'dense')}
        >
          <span class="menu-name">{t('density_dense')}</span>
          {density.value === 'dense' && <span aria-hidden="true">✓</span>}
        </button>
      </Menu>
    </div>
  );
}

/** Keys of the desk that have no button of their own. */
export const DESK_KEYS = { help, theme: turnTheme } as const;
