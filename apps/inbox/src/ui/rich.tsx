import type { RichBlock, RichSpan } from '#libs/contracts';

/** Addresses that a text may lead to; of anything else the words are shown. */
const LEADS_OUT = /^(https?|mailto|tel):/i;

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
  let words = <>{text}</>;
  if (italic) words = <em>{words}</em>;
  if (bold) words = <strong>{words}</strong>;
  if (href === undefined || !LEADS_OUT.test(href)) return words;
  return (
    <a href={href} target="_blank" rel="noreferrer noopener">
      {words}
    </a>
  );
}

/** What somebody said: in its form where it has one. */
export function Said({ text, rich }: { text: string; rich?: readonly RichBlock[] | undefined }) {
  return rich === undefined ? <p dir="auto">{text}</p> : <Rich blocks={rich} />;
}
