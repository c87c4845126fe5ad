import { useSignal } from '@preact/signals';
import { type ComponentType, h } from 'preact';
import { useEffect } from 'preact/hooks';
import { t } from '../i18n/index.ts';

/**
 * A part of the app that is loaded when it is first shown. After an upgrade the parts have other names: then the
 * page has to be loaded again.
 *
 * @param load the same function at every rendering; the browser keeps what it loaded
 */
export function OnDemand<P extends object>({ load, props }: { load: () => Promise<ComponentType<P>>; props: P }) {
  const part = useSignal<{ component: ComponentType<P> } | 'loading' | 'failed'>('loading');
  const begin = () => {
    part.value = 'loading';
    let isOver = false;
    load().then(
      (component) => {
        if (!isOver) part.value = { component };
      },
      () => {
        if (!isOver) part.value = 'failed';
      },
    );
    // another part may be asked for while this one comes
    return () => {
      isOver = true;
    };
  };
  useEffect(begin, [load]);
  if (part.value === 'loading') {
    return (
      <p class="on-demand muted" role="status">
        {t('loading')}
      </p>
    );
  }
  if (part.value === 'failed') {
    return (
      <div class="empty" role="alert">
        <strong>{t('partNotLoaded')}</strong>
        <button type="button" class="button" onClick={begin}>
          {t('tryAgain')}
        </button>
        <button type="button" class="button" onClick={() => location.reload()}>
          {t('reload')}
        </button>
      </div>
    );
  }
  return h(part.value.component, props);
}
