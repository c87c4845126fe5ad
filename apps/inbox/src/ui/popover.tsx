import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface Props {
  label: string;
  testId: string;
  onClose: () => void;
  children: ComponentChildren;
}

/** A panel over the composer: Escape and a click elsewhere close it. */
export function Popover({ label, testId, onClose, children }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const elsewhere = (event: Event) => {
      const opener = frame.current?.parentElement;
      if (!opener?.contains(event.target as Node)) onClose();
    };
    document.addEventListener('pointerdown', elsewhere);
    return () => document.removeEventListener('pointerdown', elsewhere);
  }, [onClose]);
  return (
    <div
      ref={frame}
      class="popover"
      role="dialog"
      aria-label={label}
      data-testid={testId}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      {children}
    </div>
  );
}
