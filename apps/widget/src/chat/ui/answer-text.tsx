import type { AnswerLook } from '../answer-look.ts';
import { Icon } from './icon.tsx';
import { PlainText } from './rich-text.tsx';
import { useWords } from './words.ts';

/** What the visitor answered, by what was asked. */
export function AnswerText({ text, look }: { text: string; look: AnswerLook }) {
  const { t, language } = useWords();
  switch (look.as) {
    case 'stars':
      return (
        <>
          <span class="unseen">{t('rating.value', look)}</span>
          <span class="given-stars" aria-hidden="true">
            {'★'.repeat(look.value)}
            <i>{'★'.repeat(look.of - look.value)}</i>
          </span>
        </>
      );
    case 'points':
      return <>{`${look.value} / ${look.of}`}</>;
    case 'date':
      return <>{new Date(text).toLocaleDateString(language, { dateStyle: 'long', timeZone: 'UTC' })}</>;
    case 'file':
      return (
        <span class="given-file">
          <Icon name="file" />
          <span>{text}</span>
        </span>
      );
    case 'skipped':
      // stored without words
      return <em>{text || t('composer.skip')}</em>;
    case 'words':
      return <PlainText text={text} />;
  }
}
