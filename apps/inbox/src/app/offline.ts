import { computed, signal } from '@preact/signals';

const current = signal(!navigator.onLine);
addEventListener('online', () => {
  current.value = false;
});
addEventListener('offline', () => {
  current.value = true;
});

/** The browser knows of no network. */
export const offline = computed(() => current.value);
