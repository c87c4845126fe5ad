import { useEffect, useRef, useState } from 'preact/hooks';
import type { FileView } from '#libs/contracts';
import type { ChatClient } from '../client.ts';
import { Icon } from './icon.tsx';
import { SafeLink } from './rich-text.tsx';
import { useWords } from './words.ts';

type Load = ChatClient['file'];

/** What browsers show as a picture and never run. */
const PICTURES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

/** Files of a message: pictures to look at, everything else to save. `alone`: without words below them. */
export const SentFiles = ({ files, load, alone }: { files: readonly FileView[]; load: Load; alone: boolean }) => (
  <span class={alone ? 'files' : 'files with-words'}>
    {files.map((file) =>
      PICTURES.includes(file.mediaType) ? (
        <SentPicture key={file.id} file={file} load={load} />
      ) : (
        <SentFile key={file.id} file={file} load={load} />
      ),
    )}
  </span>
);

/** In a frame whose size is known before it comes, so that nothing jumps. Loaded when it comes near the view. */
function SentPicture({ file: { id, name }, load }: { file: FileView; load: Load }) {
  const { t } = useWords();
  const frame = useRef<HTMLSpanElement>(null);
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (!frame.current) return;
    let made: string | null = null;
    let over = false;
    const observer = new IntersectionObserver(([seen]) => {
      if (!seen?.isIntersecting) return;
      observer.disconnect();
      void load(id).then((blob) => {
        if (!blob || over) return;
        made = URL.createObjectURL(blob);
        setAddress(made);
      });
    });
    observer.observe(frame.current);
    return () => {
      over = true;
      observer.disconnect();
      if (made) URL.revokeObjectURL(made);
    };
  }, [id]);
  return (
    <span ref={frame} class="sent-picture" data-testid="foyer-sent-file">
      {address ? (
        <SafeLink href={address}>
          <span class="unseen">{t('file.open', { name })}</span>
          <img src={address} alt={name} aria-hidden="true" data-testid="foyer-sent-picture" />
        </SafeLink>
      ) : (
        name
      )}
    </span>
  );
}

function SentFile({ file: { id, name }, load }: { file: FileView; load: Load }) {
  const { t } = useWords();
  const save = async (): Promise<void> => {
    const blob = await load(id);
    if (!blob) return;
    const address = URL.createObjectURL(blob);
    const link = document.createElement('a');
    link.href = address;
    link.download = name;
    link.click();
    // the browser has taken it up by then
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  };
  return (
    <button type="button" class="sent-file" data-testid="foyer-sent-file" onClick={() => void save()}>
      <Icon name="file" />
      <span class="unseen">{t('file.save', { name })}</span>
      <span aria-hidden="true" dir="auto">
        {name}
      </span>
    </button>
  );
}
