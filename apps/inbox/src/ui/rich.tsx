import type { RichBlock, RichSpan } from '#libs/contracts';
import { anyHref, linkify } from '#libs/contracts/links';

/** A text with its form. Everything in it is text: nothing is read as markup here. */
export function Rich({ blocks }: { blocks: readonly RichBlock[] }) {
  return (
    <div class="rich" dir="auto">
      {blocks.map((block, index) =>
        block.type === 'paragraph' ? (
          <p key={index}>
            <Spans spans={block.spans} />
          </p>
        ) : (
          <ul key={index} class="rich-bullets">
            {block.items.map((spans, item) => (
              <li key={item}>
                <Spans spans={spans} />
              </li>
            ))}
          </ul>
        ),
      )}
    </div>
  );
}

function Spans({ spans }: { spans: readonly RichSpan[] }) {
  return <>{spans.map(formed)}</>;
}

function formed({ text, bold, italic, href }: RichSpan) {
  const leadsTo = href === undefined ? undefined : anyHref(href);
  let words = leadsTo === undefined ? <Plain text={text} /> : <>{text}</>;
  if (italic) words = <em>{words}</em>;
  if (bold) words = <strong>{words}</strong>;
  if (leadsTo === undefined) return words;
  return (
    <a href={leadsTo} target="_blank" rel="noreferrer noopener">
      {words}
    </a>
  );
}

/** A text as text; its web addresses can be followed, in a tab that knows nothing of this one. */
export function Plain({ text }: { text: string }) {
  return (
    <>
      {linkify(text).map((part, index) =>
        part.href === undefined ? (
          part.text
        ) : (
          <a key={index} href={part.href} target="_blank" rel="noreferrer noopener">
            {part.text}
          </a>
        ),
      )}
    </>
  );
}

/** What somebody said: in its form where it has one. */
export function Said({ text, rich }: { text: string; rich?: readonly RichBlock[] | undefined }) {
  return rich === undefined ? (
    <p dir="auto">
      <Plain text={text} />
    </p>
  ) : (
    <Rich blocks={rich} />
  );
}
