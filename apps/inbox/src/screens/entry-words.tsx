import {
  AtSign,
  Building2,
  Calendar,
  CornerDownRight,
  Hash,
  type IconNode,
  Link,
  Paperclip,
  Phone,
  SkipForward,
  SquareCheck,
  Star,
  TextCursorInput,
  User,
  Wallet,
} from 'lucide';
import type { EntryBody, InputKind } from '#libs/contracts';
import { useDesk } from '../app/desk.ts';
import { showFailure } from '../app/toasts.ts';
import { SentFiles } from '../files/sent-files.tsx';
import { t } from '../i18n/index.ts';
import type { Row } from '../timeline/rows.ts';
import { Icon } from '../ui/icon.tsx';
import { Said } from '../ui/rich.tsx';
import { saveFile } from '../ui/save-file.ts';

const INPUT_ICONS: Record<InputKind, IconNode> = {
  name: User,
  email: AtSign,
  phone: Phone,
  organisation: Building2,
  text: TextCursorInput,
  number: Hash,
  money: Wallet,
  date: Calendar,
  url: Link,
  rating: Star,
  file: Paperclip,
};
/** Where a playbook names no other end of the scale. */
const RATING_MAX = 5;

/** What stands in a bubble. */
export function Words({ entry, answer, prompt }: Pick<Extract<Row, { type: 'entry' }>, 'entry' | 'answer' | 'prompt'>) {
  if (entry.kind === 'prompt') return <Prompt body={entry.body} answer={answer} />;
  if (entry.kind === 'answer') return <Answer body={entry.body} prompt={prompt} />;
  if (entry.kind === 'message') return <Message body={entry.body} />;
  return entry.kind === 'note' ? <Said text={entry.body.text} /> : null;
}

function Message({ body: { text, rich, image, files, edited, deleted } }: { body: EntryBody<'message'> }) {
  return (
    <>
      {image && (
        <a class="said-image" href={image.url} target="_blank" rel="noreferrer noopener">
          <img src={image.url} alt={image.alt} loading="lazy" referrerpolicy="no-referrer" />
        </a>
      )}
      {files && <SentFiles files={files} />}
      {text !== '' && <Said text={text} rich={rich} />}
      {deleted && <p class="muted amended">{t('messageDeleted')}</p>}
      {edited && <span class="muted amended">{t('messageEdited')}</span>}
    </>
  );
}

function Prompt({ body, answer }: { body: EntryBody<'prompt'>; answer: EntryBody<'answer'> | null }) {
  return (
    <>
      <Said text={body.text} rich={body.rich} />
      {body.link && (
        <p>
          <a href={body.link.url} target="_blank" rel="noreferrer noopener">
            {body.link.text}
          </a>
        </p>
      )}
      {body.choices && (
        <ul class={body.style === 'list' ? 'choices choices-list' : 'choices'} aria-label={t('asked')}>
          {body.choices.map(({ id, text }) => (
            <li
              key={id}
              class={answer?.choiceId === id ? 'choice choice-taken' : 'choice'}
              aria-label={answer?.choiceId === id ? `${t('chose')}: ${text}` : undefined}
            >
              {text}
            </li>
          ))}
        </ul>
      )}
      {body.input && <Asked body={body} input={body.input} />}
      {body.consent && (
        <p class="asked-consent">
          <Icon of={SquareCheck} size={14} />
          <span dir="auto">{body.consent.text}</span>
        </p>
      )}
    </>
  );
}

/** What kind of answer is asked for, and within which bounds. */
function Asked({ body, input }: { body: EntryBody<'prompt'>; input: InputKind }) {
  const { min, max, currency } = body;
  const range =
    input === 'rating'
      ? `1–${max ?? RATING_MAX}`
      : [min === undefined ? '' : `≥ ${min}`, max === undefined ? '' : `≤ ${max}`, currency ?? '']
          .filter((part) => part !== '')
          .join(' ');
  return (
    <p class="asked">
      <Icon of={INPUT_ICONS[input]} size={13} />
      {t(`input_${input}`)}
      {range !== '' && <span>· {range}</span>}
      {body.skippable && <span>· {t('mayBeSkipped')}</span>}
      {body.again && <span>· {t('askedAgain')}</span>}
    </p>
  );
}

function Answer({ body, prompt }: { body: EntryBody<'answer'>; prompt: EntryBody<'prompt'> | null }) {
  return (
    <>
      <p class="answer" dir="auto">
        <Icon of={body.skipped ? SkipForward : CornerDownRight} size={14} />
        <AnswerWords body={body} prompt={prompt} />
      </p>
      {body.consent && (
        <p class="asked-consent">
          <Icon of={SquareCheck} size={14} />
          <span>{t('agreed')}</span>
        </p>
      )}
    </>
  );
}

function AnswerWords({ body, prompt }: { body: EntryBody<'answer'>; prompt: EntryBody<'prompt'> | null }) {
  if (body.skipped) return <span class="muted">{t('skipped')}</span>;
  if (body.fileId !== undefined) return <FileLink fileId={body.fileId} name={body.text} />;
  if (prompt?.input === 'rating') return <Rating given={Number(body.text)} of={prompt.max ?? RATING_MAX} />;
  return <span>{body.text}</span>;
}

function Rating({ given, of }: { given: number; of: number }) {
  return (
    <span class="rating" role="img" aria-label={t('ratingOf', { given, of })}>
      {Array.from({ length: of }, (_, index) => (
        <span key={index} class={index < given ? 'rating-star rating-given' : 'rating-star'}>
          <Icon of={Star} size={15} />
        </span>
      ))}
      <span class="muted">
        {given}/{of}
      </span>
    </span>
  );
}

function FileLink({ fileId, name }: { fileId: string; name: string }) {
  const { api } = useDesk();
  const save = async () => {
    try {
      saveFile(await api.file(fileId), name);
    } catch (error) {
      showFailure(error);
    }
  };
  return (
    <button type="button" class="link file-link" data-testid="file-download" title={t('downloadFile')} onClick={save}>
      <Icon of={Paperclip} size={14} />
      <span>{name}</span>
    </button>
  );
}
