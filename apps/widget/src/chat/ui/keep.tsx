import { useRef, useState } from 'preact/hooks';
import type { ChatClient } from '../client.ts';
import { randomKey } from '../random.ts';
import { useWords } from './words.ts';

interface Props {
  client: ChatClient;
  /** The chat can be sent by e-mail. */
  byMail: boolean;
}

type MailState = 'closed' | 'open' | 'busy' | 'sent' | 'failed';

/** After the end: the chat as a file, or by e-mail. */
export function Keep({ client, byMail }: Props) {
  const { t } = useWords();
  const [mail, setMail] = useState<MailState>('closed');
  const [to, setTo] = useState('');
  const [unsaved, setUnsaved] = useState(false);
  const clientId = useRef(randomKey(32));

  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (mail === 'busy') return;
    setMail('busy');
    setMail((await client.mailTranscript({ clientId: clientId.current, to: to.trim() })) === null ? 'sent' : 'failed');
  };
  return (
    <div class="keep">
      <span class="keep-links">
        <button
          type="button"
          class="skip"
          data-testid="foyer-save-chat"
          onClick={async () => setUnsaved(!(await client.saveTranscript()))}
        >
          {t('keep.save')}
        </button>
        {byMail && mail === 'closed' && (
          <button type="button" class="skip" data-testid="foyer-mail-chat" onClick={() => setMail('open')}>
            {t('keep.mail')}
          </button>
        )}
      </span>
      {mail === 'sent' && (
        <p role="status" data-testid="foyer-mail-sent">
          {t('keep.sent')}
        </p>
      )}
      {(mail === 'open' || mail === 'busy' || mail === 'failed') && (
        <form class="line" onSubmit={send}>
          <input
            type="email"
            class="field"
            required
            maxLength={254}
            autocomplete="email"
            placeholder={t('composer.email')}
            aria-label={t('composer.email')}
            data-testid="foyer-mail-to"
            value={to}
            onInput={(event) => {
              setTo(event.currentTarget.value);
              // another address is another letter
              clientId.current = randomKey(32);
            }}
          />
          <button type="submit" class="csat-send" data-testid="foyer-mail-send" disabled={mail === 'busy'}>
            {t('composer.send')}
          </button>
        </form>
      )}
      {(mail === 'failed' || unsaved) && (
        <p class="failure" role="alert">
          {t('error.refused')}
        </p>
      )}
    </div>
  );
}
