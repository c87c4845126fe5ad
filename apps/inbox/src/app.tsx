import { useSignalEffect } from '@preact/signals';
import { DeskContext } from './app/desk.ts';
import { identity } from './app/identity.ts';
import { offline } from './app/offline.ts';
import { language, t } from './i18n/index.ts';
import { Shell } from './screens/shell.tsx';
import { SignIn } from './screens/sign-in.tsx';
import { keptHere } from './timeline/shelf.ts';
import { Logo } from './ui/logo.tsx';
import { Toasts } from './ui/toasts.tsx';

export function App() {
  useSignalEffect(() => {
    document.documentElement.lang = language.value;
  });
  return (
    <>
      <Screen />
      <Toasts />
    </>
  );
}

function Screen() {
  const who = identity.value;
  if (who.state === 'signedOut') return <SignIn expired={who.expired} />;
  if (who.state === 'checking') {
    return (
      <div class="splash" role="status">
        <Logo size={56} />
        <p>{t(offline.value ? 'offline' : 'connecting')}</p>
        <Waiting />
      </div>
    );
  }
  return (
    <DeskContext.Provider value={who.desk}>
      <Shell />
    </DeskContext.Provider>
  );
}

/** Whoever loads the page without a network sees that what they wrote is still there. */
function Waiting() {
  const kept = keptHere();
  if (kept.length === 0) return null;
  return (
    <>
      <p>{t('unsentWaiting', { count: kept.length })}</p>
      <ul class="splash-unsent" data-testid="kept">
        {kept.map(({ clientId, text, files = [] }) => (
          <li key={clientId} dir="auto">
            {[text, ...files.map(({ name }) => name)].filter((words) => words !== '').join(' · ')}
          </li>
        ))}
      </ul>
    </>
  );
}
