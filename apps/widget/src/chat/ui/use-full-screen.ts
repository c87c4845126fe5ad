import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** The same width as in narrow.css. */
const NARROW = '(max-width: 480px)';

/**
 * On narrow screens the window is the whole screen: keeps Tab inside it, and keeps it within what the on-screen
 * keyboard leaves visible. Answers whether that is so now.
 */
export function useFullScreen(panel: RefObject<HTMLElement | null>, open: boolean): boolean {
  const [narrow, setNarrow] = useState(() => matchMedia(NARROW).matches);

  useEffect(() => {
    const media = matchMedia(NARROW);
    const changed = (): void => setNarrow(media.matches);
    media.addEventListener('change', changed);
    return () => media.removeEventListener('change', changed);
  }, []);

  useEffect(() => {
    const element = panel.current;
    const viewport = window.visualViewport;
    if (!element || !viewport || !open || !narrow) return;
    const fit = (): void => {
      element.style.setProperty('--visible-height', `${viewport.height}px`);
      element.style.setProperty('--visible-top', `${viewport.offsetTop}px`);
    };
    fit();
    viewport.addEventListener('resize', fit);
    viewport.addEventListener('scroll', fit);
    return () => {
      viewport.removeEventListener('resize', fit);
      viewport.removeEventListener('scroll', fit);
    };
  }, [open, narrow]);

  useEffect(() => {
    const element = panel.current;
    if (!element || !open || !narrow) return;
    const stayInside = (event: KeyboardEvent): void => {
      if (event.key !== 'Tab') return;
      const stops = element.querySelectorAll<HTMLElement>(
        'button:enabled, input:not([hidden]), textarea, a, [tabindex="0"]',
      );
      const [first, last] = [stops[0], stops[stops.length - 1]];
      const active = (element.getRootNode() as ShadowRoot).activeElement;
      const from = event.shiftKey ? first : last;
      if (active !== from && !(event.shiftKey && active === element)) return;
      event.preventDefault();
      (event.shiftKey ? last : first)?.focus();
    };
    element.addEventListener('keydown', stayInside);
    return () => element.removeEventListener('keydown', stayInside);
  }, [open, narrow]);

  return narrow && open;
}
