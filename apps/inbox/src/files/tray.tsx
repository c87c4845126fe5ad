import { useSignal } from '@preact/signals';
import { FileText, LoaderCircle, RotateCw, X } from 'lucide';
import { language, t } from '../i18n/index.ts';
import { Icon } from '../ui/icon.tsx';
import { type Attachment, type Attachments, isFinal } from './attachments.ts';
import { sizeOf } from './kinds.ts';

/** What goes with the next message. */
export function Tray({ attachments }: { attachments: Attachments }) {
  if (attachments.list.value.length === 0) return null;
  return (
    <ul class="tray" aria-label={t('attachments')} data-testid="attachments">
      {attachments.list.value.map((attachment) => (
        <Item key={attachment.key} attachment={attachment} attachments={attachments} />
      ))}
    </ul>
  );
}

function Item({ attachment, attachments }: { attachment: Attachment; attachments: Attachments }) {
  const { key, file, preview, stored, failure } = attachment;
  // what says that it is a picture need not be one
  const isUnseen = useSignal(false);
  const shown = preview !== null && failure !== 'file_type_not_allowed' && !isUnseen.value;
  const state = failure ? 'failed' : stored ? 'stored' : 'uploading';
  return (
    <li class={`tray-item tray-${state}`} data-testid="attachment" data-state={state}>
      {shown ? (
        <img
          src={preview}
          alt=""
          onError={() => {
            isUnseen.value = true;
          }}
        />
      ) : (
        <Icon of={FileText} size={20} />
      )}
      <span class="tray-words">
        <span class="tray-name" dir="auto">
          {file.name}
        </span>
        <span class="muted" role={failure ? 'alert' : undefined}>
          {failure ? t(`error_${failure}`) : stored ? sizeOf(file.size, language.value) : t('uploading')}
        </span>
      </span>
      {state === 'uploading' && (
        <span class="turning">
          <Icon of={LoaderCircle} size={16} />
        </span>
      )}
      {failure && !isFinal(failure) && (
        <button
          type="button"
          class="button-plain"
          aria-label={t('tryAgain')}
          title={t('tryAgain')}
          onClick={() => attachments.again(key)}
        >
          <Icon of={RotateCw} size={15} />
        </button>
      )}
      <button
        type="button"
        class="button-plain"
        aria-label={t('removeFile', { name: file.name })}
        title={t('removeFile', { name: file.name })}
        onClick={() => attachments.remove(key)}
      >
        <Icon of={X} size={16} />
      </button>
    </li>
  );
}
