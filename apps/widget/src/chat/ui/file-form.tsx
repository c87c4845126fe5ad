import { useEffect, useRef } from 'preact/hooks';
import type { ChatClient } from '../client.ts';
import { uploadErrorText } from '../texts/index.ts';
import { MOST_BYTES } from '../upload.ts';
import { useConsent } from './consent.tsx';
import type { FormProps } from './form.tsx';
import { Icon } from './icon.tsx';
import { Skip } from './skip.tsx';
import { useDrop } from './use-drop.ts';
import { useFormFocus } from './use-form-focus.ts';
import { useUpload } from './use-upload.ts';
import { useWords } from './words.ts';

const MEGABYTES = MOST_BYTES / 1024 / 1024;

/** Takes a file that is picked, or dropped anywhere on the chat window. */
export function FileForm({ prompt, upload, onAnswer }: FormProps & { upload: ChatClient['upload'] }) {
  const { t } = useWords();
  const form = useRef<HTMLFieldSetElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const stop = useRef<HTMLButtonElement>(null);
  const pick = useRef<HTMLButtonElement>(null);
  const consent = useConsent(prompt);
  const { running, error, start, cancel } = useUpload(upload);
  useFormFocus(form);

  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    const given = consent.given();
    if (!given) return;
    const stored = await start(file);
    if (stored) onAnswer({ text: stored.name, fileId: stored.id, ...given }, false);
  };
  const over = useDrop(form, ([file]) => void take(file));
  // The button that had the focus goes; what stands in its place takes it.
  const busy = running !== null;
  const wasBusy = useRef(false);
  useEffect(() => {
    if (busy !== wasBusy.current) (busy ? stop : pick).current?.focus();
    wasBusy.current = busy;
  }, [busy]);

  return (
    <fieldset ref={form} class="form" data-testid="foyer-file">
      <legend class="unseen">{prompt.text}</legend>
      {consent.box}
      <div class={over ? 'drop over' : 'drop'}>
        <input
          ref={picker}
          hidden
          type="file"
          data-testid="foyer-file-input"
          onChange={(event) => {
            const { currentTarget: input } = event;
            // the same file can be picked again after an error
            void take(input.files?.[0]).finally(() => {
              input.value = '';
            });
          }}
        />
        {running ? (
          <>
            <p class="uploading">{t('file.uploading', { name: running.name })}</p>
            <progress aria-label={t('file.uploading', { name: running.name })} value={running.part} max={1} />
            <button ref={stop} type="button" class="skip" data-testid="foyer-file-cancel" onClick={cancel}>
              {t('file.cancel')}
            </button>
          </>
        ) : (
          <>
            <button
              ref={pick}
              type="button"
              class="choice pick"
              data-testid="foyer-file-choose"
              onClick={() => picker.current?.click()}
            >
              <Icon name="file" />
              {t('file.choose')}
            </button>
            <p class="hint">
              <span class="with-mouse">{t('file.drop')} · </span>
              {t('file.most', { megabytes: MEGABYTES })}
            </p>
          </>
        )}
      </div>
      {error && (
        <p class="failure" role="alert">
          {t(uploadErrorText(error), { megabytes: MEGABYTES })}
        </p>
      )}
      {!running && <Skip prompt={prompt} onAnswer={onAnswer} />}
    </fieldset>
  );
}
