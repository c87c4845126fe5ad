import { webHref } from '#libs/contracts/links';
import { SafeLink } from './rich-text.tsx';
import { useWords } from './words.ts';

/**
 * A picture in a frame whose size is known before it comes, so that nothing jumps; opens in full in
 * a tab of its own. `alone`: without words above it.
 */
export function Picture({ url, alt, alone }: { url: string; alt: string; alone: boolean }) {
  const { t } = useWords();
  const src = webHref(url);
  if (!src) return null;
  return (
    <SafeLink href={src} className={alone ? 'picture alone' : 'picture'}>
      <span class="unseen">{t('picture.open', { alt })}</span>
      <img src={src} alt={alt} aria-hidden="true" loading="lazy" decoding="async" referrerpolicy="no-referrer" />
    </SafeLink>
  );
}
