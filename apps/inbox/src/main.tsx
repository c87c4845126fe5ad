import { render } from 'preact';
import { resume } from './app/identity.ts';
import { go } from './app/route.ts';
import { App } from './app.tsx';
import { languageReady } from './i18n/index.ts';
import { registerServiceWorker } from './notifications/device.ts';

const root = document.getElementById('app');
void languageReady.then(() => {
  if (root) render(<App />, root);
});
void resume();
if ('serviceWorker' in navigator) {
  void registerServiceWorker();
  // a notification was clicked
  navigator.serviceWorker.addEventListener(
    'message',
    ({ data }: MessageEvent<{ type?: string; sessionId?: string }>) => {
      if (data.type === 'open' && typeof data.sessionId === 'string') go({ page: 'link', sessionId: data.sessionId });
    },
  );
  navigator.serviceWorker.startMessages();
}
