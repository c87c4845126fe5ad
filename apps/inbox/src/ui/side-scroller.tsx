import type { ComponentChildren } from 'preact';

/** What may be wider than the screen; the keyboard scrolls it, too. */
export function SideScroller({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no pointer could not scroll it otherwise
    <section class="side-scroller" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
