import { Paperclip } from 'lucide';
import { useRef } from 'preact/hooks';
import { t } from '../i18n/index.ts';
import { Icon } from '../ui/icon.tsx';

export function AttachButton({ onFiles }: { onFiles: (files: File[]) => void }) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={picker}
        hidden
        multiple
        type="file"
        data-testid="attach-input"
        onChange={({ currentTarget: input }) => {
          onFiles([...(input.files ?? [])]);
          // the same file can be picked again
          input.value = '';
        }}
      />
      <button
        type="button"
        class="button-plain tool"
        data-testid="attach"
        aria-label={t('attachFile')}
        title={t('attachFile')}
        onClick={() => picker.current?.click()}
      >
        <Icon of={Paperclip} />
      </button>
    </>
  );
}
