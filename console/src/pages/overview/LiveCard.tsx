import { ActionIcon, Tooltip } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLive } from '../../api/live';
import type { LiveEvent } from '../../api/types';
import { formatTime } from '../../format/dates';
import { formatMoney } from '../../format/money';
import { formatCount } from '../../format/numbers';
import { Card } from '../../ui/Card';
import { IconClick, IconConversion, IconImpression, IconPause, IconPlay } from '../../ui/icons';
import { LiveMark } from '../../ui/LiveMark';
import { AffiliateName, CampaignName } from '../../ui/Names';
import classes from './Overview.module.css';

const MINUTES = 30;

/** What is happening now: the last half hour in bars and the latest events. */
export function LiveCard() {
  const { t } = useTranslation();
  const [paused, setPaused] = useState(false);
  const { tick, state } = useLive(!paused);
  const perMinute = tick?.clicks_per_minute ?? Array.from({ length: MINUTES }, () => 0);
  const clicks = perMinute.reduce((sum, count) => sum + count, 0);
  const conversions = (tick?.conversions_per_minute ?? []).reduce((sum, count) => sum + count, 0);
  const label = paused ? t('live.resume') : t('live.pause');
  const mood = paused ? 'paused' : state;

  return (
    <Card
      title={t('live.title')}
      tools={
        <span className={classes.liveTools}>
          <LiveMark mood={mood} />
          <Tooltip label={label}>
            <ActionIcon
              variant="subtle"
              color="gray"
              c="dimmed"
              size={28}
              aria-label={label}
              onClick={() => setPaused(!paused)}
            >
              {paused ? <IconPlay size={15} /> : <IconPause size={15} />}
            </ActionIcon>
          </Tooltip>
        </span>
      }
    >
      <div className={classes.live}>
        <div className={classes.liveCount}>
          <span className={classes.tileValue}>{formatCount(clicks)}</span>
          <span className={classes.liveWords}>{t('live.clicks', { count: clicks })}</span>
        </div>
        <Bars values={perMinute} label={t('live.bars', { clicks, conversions })} />
        <div className={classes.liveWords}>{t('live.conversions', { count: conversions })}</div>
      </div>
      {tick === null || tick.recent.length === 0 ? (
        <p className={classes.liveEmpty}>{tick === null ? t('live.waiting') : t('live.empty')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section className={classes.events} aria-label={t('live.recent')} tabIndex={0}>
          <ul>
            {tick.recent.map((event, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: events have no id and several may share a time
              <EventLine key={`${event.at}-${tick.recent.length - index}`} event={event} />
            ))}
          </ul>
        </section>
      )}
    </Card>
  );
}

function EventLine({ event }: { event: LiveEvent }) {
  const { t } = useTranslation();
  const conversion = event.type === 'conversion';
  const Icon = conversion ? IconConversion : event.type === 'impression' ? IconImpression : IconClick;
  return (
    <li className={classes.event}>
      <span className={classes.eventIcon} data-kind={conversion ? 'conversion' : 'touch'} aria-hidden="true">
        <Icon size={14} />
      </span>
      <span className={classes.eventText}>
        <span className={classes.eventWhat}>
          {event.affiliate_id == null ? t(`live.type.${event.type}`) : <AffiliateName id={event.affiliate_id} />}
        </span>
        <span className={classes.eventWhere}>
          <CampaignName id={event.campaign_id} />
        </span>
      </span>
      <span className={classes.eventSide}>
        {conversion && event.amount != null && event.currency != null ? (
          <strong>{formatMoney(event.amount, event.currency)}</strong>
        ) : (
          <span>{t(`live.type.${event.type}`)}</span>
        )}
        <time dateTime={event.at}>{formatTime(event.at)}</time>
      </span>
    </li>
  );
}

function Bars({ values, label }: { values: number[]; label: string }) {
  const most = Math.max(1, ...values);
  return (
    <svg
      className={classes.bars}
      viewBox={`0 0 ${values.length * 10} 40`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {values.map((value, index) => {
        const height = value === 0 ? 1 : Math.max(2, (value / most) * 40);
        // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its minute, which is its place
        return <rect key={index} x={index * 10 + 1} y={40 - height} width={8} height={height} rx={1} />;
      })}
    </svg>
  );
}
