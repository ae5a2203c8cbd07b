import { Skeleton, Stack, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Judgement, SeenDecision, SeenEvent } from '../../api/types';
import { formatInstant } from '../../format/dates';
import { formatMoney } from '../../format/money';
import { formatPpm } from '../../format/numbers';
import { CopyText, Facts } from '../../ui/Bits';
import { IconSearch } from '../../ui/icons';
import { AffiliateName, CampaignName } from '../../ui/Names';
import { SidePanel } from '../../ui/SidePanel';
import { Empty } from '../../ui/States';
import { Status } from '../../ui/Status';
import classes from './Events.module.css';
import { outcomeOf, type Reason, type Signal, words } from './events';

interface EventPanelProps {
  event: SeenEvent | undefined;
  /** It may still come. */
  waiting: boolean;
  onClose: () => void;
}

/** One event: what came in, what the edge made of it, and what was decided. */
export function EventPanel({ event, waiting, onClose }: EventPanelProps) {
  const { t } = useTranslation();
  const name = event?.type == null ? t('events.refused_input') : t(`events.type.${event.type}`);
  return (
    <SidePanel title={event === undefined ? t('nav.events') : name} onClose={onClose}>
      {event !== undefined ? (
        <Details event={event} />
      ) : waiting ? (
        <Stack gap={16}>
          <Skeleton height={64} radius={8} />
          <Skeleton height={180} radius={8} />
        </Stack>
      ) : (
        <Empty icon={<IconSearch size={20} />} title={t('events.gone_title')} text={t('events.gone_text')} />
      )}
    </SidePanel>
  );
}

function Details({ event }: { event: SeenEvent }) {
  const { t } = useTranslation();
  const received = Object.entries(event.received);
  return (
    <Stack gap={24}>
      <div className={classes.head}>
        <Status value={outcomeOf(event)} />
        <p className={classes.sentence}>
          <Sentence event={event} />
        </p>
      </div>
      <Facts
        items={[
          { label: t('field.received'), value: formatInstant(event.received_at) },
          ...(event.occurred_at == null
            ? []
            : [{ label: t('field.happened'), value: formatInstant(event.occurred_at) }]),
          ...(event.source == null ? [] : [{ label: t('field.source'), value: words(event.source) }]),
          ...(event.campaign_id == null
            ? []
            : [{ label: t('field.campaign'), value: <CampaignName id={event.campaign_id} /> }]),
          ...(event.affiliate_id == null
            ? []
            : [{ label: t('field.affiliate'), value: <AffiliateName id={event.affiliate_id} /> }]),
          ...(event.amount == null || event.currency == null
            ? []
            : [{ label: t('field.amount'), value: formatMoney(event.amount, event.currency) }]),
          { label: t('field.id'), value: <CopyText value={event.id} short /> },
        ]}
      />
      {event.problems.length > 0 && (
        <section>
          <SectionTitle text={t('events.problems')} />
          <ul className={classes.lines}>
            {event.problems.map((problem) => (
              <li key={`${problem.field} ${problem.code}`} className={classes.line}>
                <span>{problem.message}</span>
                <span className={classes.code}>
                  {problem.field === '' ? problem.code : `${problem.field}: ${problem.code}`}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {event.judgement != null && <Signals judgement={event.judgement} />}
      {event.decision != null && <Decided decision={event.decision} />}
      {event.raw != null && (
        <section>
          <SectionTitle text={t('events.raw')} />
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
          <pre className={classes.raw} tabIndex={0}>
            {event.raw}
          </pre>
        </section>
      )}
      {received.length > 0 && (
        <section>
          <SectionTitle text={t('events.fields')} />
          <dl className={classes.fields}>
            {received.map(([field, value]) => (
              <div key={field}>
                <dt>{field}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          <p className={classes.hint}>{t('events.masked')}</p>
        </section>
      )}
    </Stack>
  );
}

/** What became of the event, in a sentence. */
function Sentence({ event }: { event: SeenEvent }) {
  const { t } = useTranslation();
  if (event.outcome === 'refused') {
    return <>{t('events.said.refused')}</>;
  }
  const reason = event.decision?.reason ?? event.judgement?.reason;
  const outcome = outcomeOf(event);
  return (
    <>
      {t(`events.said.${outcome}`)}
      {reason != null &&
        ` ${t('events.because', { reason: t(`events.reason.${reason as Reason}`, { defaultValue: words(reason) }) })}`}
      {outcome === 'accepted' && event.type === 'conversion' && ` ${t('events.not_decided')}`}
    </>
  );
}

function Signals({ judgement }: { judgement: Judgement }) {
  const { t } = useTranslation();
  const signalName = (id: string) => t(`events.signal.${id as Signal}`, { defaultValue: words(id) });
  return (
    <section>
      <SectionTitle text={t('events.signals', { score: judgement.score })} />
      {judgement.signals.length === 0 ? (
        <p className={classes.nothing}>{t('events.no_signals')}</p>
      ) : (
        <ul className={classes.lines}>
          {judgement.signals.map((signal) => (
            <li key={signal.id} className={classes.line}>
              <span>
                {signalName(signal.id)}
                <span className={classes.values}>
                  {Object.entries(signal.values)
                    .map(([name, value]) => `${name} ${value}`)
                    .join(', ')}
                </span>
              </span>
              <span className={classes.code}>
                {signal.monitored ? t('events.monitored') : t('events.points', { count: signal.points })}
              </span>
            </li>
          ))}
        </ul>
      )}
      {judgement.deferred.length > 0 && (
        <p className={classes.hint}>
          {t('events.deferred', { signals: judgement.deferred.map(signalName).join(', ') })}
        </p>
      )}
    </section>
  );
}

function Decided({ decision }: { decision: SeenDecision }) {
  const { t } = useTranslation();
  return (
    <section>
      <SectionTitle text={t('events.decision')} />
      {decision.credits.length > 0 && (
        <ul className={classes.lines}>
          {decision.credits.map((credit) => (
            <li key={`${credit.affiliate_id} ${credit.touched_at} ${credit.touch}`} className={classes.line}>
              <span>
                <AffiliateName id={credit.affiliate_id} />
                <span className={classes.values}>
                  {t(`touch.${credit.touch}`)}, {formatInstant(credit.touched_at)}
                </span>
              </span>
              <strong>{formatPpm(credit.ppm)}</strong>
            </li>
          ))}
        </ul>
      )}
      {decision.trace.length > 0 && (
        <ol className={classes.steps}>
          {decision.trace.map((step, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a trace is a fixed sequence in which a step may recur
            <li key={index}>
              <strong>{words(step.step)}</strong> {step.text}
            </li>
          ))}
        </ol>
      )}
      <p className={classes.hint}>{t('events.decided_at', { at: formatInstant(decision.decided_at) })}</p>
    </section>
  );
}

function SectionTitle({ text }: { text: string }) {
  return (
    <Title order={3} fz={14} mb={10}>
      {text}
    </Title>
  );
}
