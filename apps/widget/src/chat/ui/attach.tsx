import { useRef } from 'preact/hooks';
import { uploadErrorText } from '../texts/index.ts';
import { MOST_BYTES, MOST_FILES } from '../upload.ts';
import { Icon } from './icon.tsx';
import type { Attachment, Attachments } from './use-attachments.ts';
import { useDrop } from './use-drop.ts';
import { useWords } from './words.ts';

const MEGABYTES = MOST_BYTES / 1024 / 1024;

/** Takes files that are picked, or dropped anywhere on the chat window. */
export function AttachButton({ attachments }: { attachments: Attachments }) {
  const { t } = useWords();
  const picker = useRef<HTMLInputElement>(null);
  const over = useDrop(picker, attachments.add);
  return (
    <>
      <input
        ref={picker}
        hidden
        multiple
        type="file"
        data-testid="foyer-attach-input"
        onChange={({ currentTarget: input }) => {
          attachments.add([...(input.files ?? [])]);
          // the same file can be picked again
          input.value = '';
        }}
      />
      <button
        type="button"
        class={over ? 'attach over' : 'attach'}
        data-testid="foyer-attach"
        aria-label={t('file.attach')}
        onClick={() => picker.current?.click()}
      >
        <Icon name="clip" />
      </button>
    </>
  );
}

/** Not of what the file is. */
const mayPass = (error: NonNullable<Attachment['error']>): boolean =>
  error !== 'payload_too_large' && error !== 'file_type_not_allowed';

/** What goes with the next message. */
export function Tray({ attachments: { list, full, again, remove } }: { attachments: Attachments }) {
  const { t } = useWords();
  return (
    <>
      {full && (
        <p class="failure" role="alert">
          {t('file.tooMany', { most: MOST_FILES })}
        </p>
      )}
      {list.length > 0 && (
        <ul class="tray">
          {list.map(({ key, file: { name }, part, stored, error }) => (
            <li
              key={key}
              class={error ? 'bad' : ''}
              data-testid="foyer-attachment"
              data-state={error ? 'failed' : stored ? 'stored' : 'uploading'}
            >
              <span class="tray-name" dir="auto">
                {name}
              </span>
              {error && <span role="alert">{t(uploadErrorText(error), { megabytes: MEGABYTES })}</span>}
              {error && mayPass(error) && (
                <button type="button" class="plain" data-testid="foyer-attach-again" onClick={() => again(key)}>
                  {t('state.again')}
                </button>
              )}
              {!error && !stored && <progress aria-label={t('file.uploading', { name })} value={part} max={1} />}
              <button type="button" class="remove" aria-label={t('file.remove', { name })} onClick={() => remove(key)}>
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
