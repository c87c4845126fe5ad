import {
  ArrowLeft,
  ArrowRight,
  CornerDownRight,
  type IconNode,
  LogOut,
  PanelRight,
  Reply,
  SendHorizontal,
  Undo2,
} from 'lucide';
import { h } from 'preact';

/** Icons that point where the text goes: they turn round where people read from the right. */
const DIRECTED: ReadonlySet<IconNode> = new Set([
  ArrowLeft,
  ArrowRight,
  CornerDownRight,
  LogOut,
  PanelRight,
  Reply,
  SendHorizontal,
  Undo2,
]);

/** An icon beside a text that says the same; screen readers pass over it. */
export function Icon({ of, size = 18 }: { of: IconNode; size?: number }) {
  return (
    <svg
      class={DIRECTED.has(of) ? 'icon icon-directed' : 'icon'}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.75"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {of.map(([tag, attributes]) => h(tag, attributes as Record<string, string>))}
    </svg>
  );
}
