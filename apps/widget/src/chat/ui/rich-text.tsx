import type { ComponentChildren } from 'preact';
import type { RichBlock, RichSpan } from '#libs/contracts';
import { anyHref, linkify } from '#libs/contracts/links';

/** A link that opens in a tab that knows nothing of this one. */
export const SafeLink = ({
  href,
  className,
  children,
}: {
  href: string;
  className?: string;
  children: ComponentChildren;
}) => (
  <a href={href} class={className} target="_blank" rel="noopener noreferrer">
    {children}
  </a>
);

/** A text as text; its web addresses can be followed. */
export const PlainText = ({ text }: { text: string }) => (
  <>
    {linkify(text).map((part, index) =>
      part.href ? (
        <SafeLink key={index} href={part.href}>
          {part.text}
        </SafeLink>
      ) : (
        part.text
      ),
    )}
  </>
);

function Span({ span }: { span: RichSpan }) {
  const href = span.href === undefined ? undefined : anyHref(span.href);
  const words = href ? <SafeLink href={href}>{span.text}</SafeLink> : <PlainText text={span.text} />;
  const slanted = span.italic ? <em>{words}</em> : words;
  return span.bold ? <strong>{slanted}</strong> : slanted;
}

const Spans = ({ spans }: { spans: readonly RichSpan[] }) => (
  <>
    {spans.map((span, index) => (
      <Span key={index} span={span} />
    ))}
  </>
);

/** A text in its form, where it has one. */
export const RichText = ({ text, rich }: { text: string; rich?: readonly RichBlock[] }) =>
  rich ? (
    <div class="rich">
      {rich.map((block, index) =>
        block.type === 'paragraph' ? (
          <p key={index}>
            <Spans spans={block.spans} />
          </p>
        ) : (
          <ul key={index}>
            {block.items.map((item, no) => (
              <li key={no}>
                <Spans spans={item} />
              </li>
            ))}
          </ul>
        ),
      )}
    </div>
  ) : (
    <PlainText text={text} />
  );
