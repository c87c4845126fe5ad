import { linkify } from '../linkify.ts';

/** A text as text; its web addresses can be followed, in a tab that knows nothing of this one. */
export const RichText = ({ text }: { text: string }) => (
  <>
    {linkify(text).map((part, index) =>
      part.href ? (
        <a key={index} href={part.href} target="_blank" rel="noopener noreferrer">
          {part.text}
        </a>
      ) : (
        part.text
      ),
    )}
  </>
);
