import { Download, FileText } from 'lucide';
import { useRef } from 'preact/hooks';
import type { FileView } from '#libs/contracts';
import { useDesk } from '../app/desk.ts';
import { showFailure } from '../app/toasts.ts';
import { language, t } from '../i18n/index.ts';
import { Icon } from '../ui/icon.tsx';
import { saveFile } from '../ui/save-file.ts';
import { isPicture, sizeOf } from './kinds.ts';
import { useFile } from './use-file.ts';

/** Files of a message: pictures to look at, everything else to save. */
export function SentFiles({ files }: { files: readonly FileView[] }) {
  return (
    <ul class="sent-files">
      {files.map((file) => (
        <li key={file.id} data-testid="sent-file" data-file-id={file.id}>
          {isPicture(file.mediaType) ? <SentPicture file={file} /> : <SentFile file={file} />}
        </li>
      ))}
    </ul>
  );
}

/** In a frame whose size is known before it comes, so that nothing jumps. */
function SentPicture({ file }: { file: FileView }) {
  const frame = useRef<HTMLDivElement>(null);
  const address = useFile(file.id, frame);
  return (
    <div class="sent-picture" ref={frame}>
      {address === null ? (
        <span class="muted">{file.name}</span>
      ) : (
        <a href={address} target="_blank" rel="noreferrer noopener" title={t('openPicture', { name: file.name })}>
          <img src={address} alt={file.name} data-testid="sent-picture" />
        </a>
      )}
    </div>
  );
}

function SentFile({ file: { id, name, bytes } }: { file: FileView }) {
  const { api } = useDesk();
  const save = async () => {
    try {
      saveFile(await api.file(id), name);
    } catch (error) {
      showFailure(error);
    }
  };
  return (
    <button type="button" class="sent-file" data-testid="file-download" title={t('downloadFile')} onClick={save}>
      <Icon of={FileText} size={22} />
      <span class="tray-words">
        <span class="tray-name" dir="auto">
          {name}
        </span>
        <span class="muted">{sizeOf(bytes, language.value)}</span>
      </span>
      <Icon of={Download} size={16} />
    </button>
  );
}
