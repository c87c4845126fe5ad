import { useSignal } from '@preact/signals';
import { Check, X } from 'lucide';
import type { ConversationView } from '#libs/contracts';
import { useDesk } from '../app/desk.ts';
import { go } from '../app/route.ts';
import { showFailure } from '../app/toasts.ts';
import { secondsUntil } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Icon } from '../ui/icon.tsx';
import { LastWords } from '../ui/last-words.tsx';

/** What is offered to the agent: over everything else, until it is answered or over. */
export function Offers() {
  const { offers } = useDesk();
  return (
    <section class="offers" aria-label={t('offers')} aria-live="assertive">
      {offers.offers.value.map((offer) => (
        <Offer key={`${offer.id} ${offer.offer?.no}`} conversation={offer} />
      ))}
    </section>
  );
}

function Offer({ conversation }: { conversation: ConversationView }) {
  const desk = useDesk();
  const busy = useSignal(false);
  const { id, visitorName, offer } = conversation;
  const name = visitorName ?? t('visitor');
  const answer = async (what: 'accept' | 'decline') => {
    busy.value = true;
    try {
      const { conversation: now } = await desk.offers[what](conversation);
      desk.folders.placed(now);
      if (what === 'accept') go({ page: 'inbox', folder: 'mine', sessionId: id });
    } catch (error) {
      showFailure(error, { self: true });
    } finally {
      busy.value = false;
    }
  };
  return (
    <article class="offer" data-testid="offer" data-session-id={id}>
      <Avatar id={id} name={name} />
      <div class="offer-words">
        <strong dir="auto">{t('offerFrom', { name })}</strong>
        <span class="offer-last" dir="auto">
          <LastWords {...conversation} />
        </span>
      </div>
      {offer && <Countdown until={offer.until} />}
      <div class="offer-acts">
        <button
          type="button"
          class="button"
          data-testid="offer-decline"
          disabled={busy.value}
          onClick={() => void answer('decline')}
        >
          <Icon of={X} size={16} />
          {t('offerDecline')}
        </button>
        <button
          type="button"
          class="button button-main"
          data-testid="offer-accept"
          disabled={busy.value}
          onClick={() => void answer('accept')}
        >
          <Icon of={Check} size={16} />
          {t('offerAccept')}
        </button>
      </div>
    </article>
  );
}

/** Apart from its card, since it is rendered every second. Not read out every second, though. */
function Countdown({ until }: { until: string }) {
  const seconds = secondsUntil(until);
  return (
    <span
      class="offer-left"
      role="timer"
      aria-live="off"
      data-testid="offer-left"
      aria-label={t('offerLeft', { seconds })}
    >
      {seconds}
    </span>
  );
}
