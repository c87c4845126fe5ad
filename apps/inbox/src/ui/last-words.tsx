import type { ConversationView } from '#libs/contracts';
import { t } from '../i18n/index.ts';

/** What was said last in a conversation, and by whom where it was not the visitor. */
export function LastWords({ lastText, lastAuthor }: Pick<ConversationView, 'lastText' | 'lastAuthor'>) {
  if (lastText === null) return <>{t('noWords')}</>;
  return (
    <>
      {(lastAuthor === 'agent' || lastAuthor === 'bot') && <span class="row-author">{t(lastAuthor)}: </span>}
      {lastText}
    </>
  );
}
