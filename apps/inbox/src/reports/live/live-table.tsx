import type { ComponentChildren } from 'preact';
import { SideScroller } from '../../ui/side-scroller.tsx';

interface Props {
  label: string;
  className: string;
  headings: readonly string[];
  /** The rows. */
  children: ComponentChildren;
}

/** A table of the live view; it scrolls sideways where it does not fit. */
export function LiveTable({ label, className, headings, children }: Props) {
  return (
    <SideScroller label={label}>
      <table class={className}>
        <thead>
          <tr>
            {headings.map((heading) => (
              <th key={heading} scope="col">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </SideScroller>
  );
}
