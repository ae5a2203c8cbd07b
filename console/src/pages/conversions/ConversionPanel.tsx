import { Skeleton, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { commissionsOfQuery, conversionQuery } from '../../api/queries';
import { mayDecideMoney } from '../../api/session';
import type { Commission, Conversion, Credit, TraceStep } from '../../api/types';
import { formatInstant } from '../../format/dates';
import { formatMoney } from '../../format/money';
import { formatPpm } from '../../format/numbers';
import { CopyText, Facts, Money, When } from '../../ui/Bits';
import { IconClick, IconImpression } from '../../ui/icons';
import { AffiliateName, CampaignName } from '../../ui/Names';
import { SidePanel } from '../../ui/SidePanel';
import { Failed } from '../../ui/States';
import { Status } from '../../ui/Status';
import { ApproveCommission } from './ApproveCommission';
import classes from './Conversions.module.css';
import { Refund } from './Refund';

const route = getRouteApi('/shell/conversions/$id');
/** A refund is taken at once and worked off behind; for so long the panel looks for what it changed. */
const FOLLOW_MS = 12_000;
const POLL_MS = 1500;

export function ConversionPanel() {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const navigate = route.useNavigate();
  const [followUntil, setFollowUntil] = useState(0);
  const following = () => (Date.now() < followUntil ? POLL_MS : false);
  const { data: conversion, error, refetch } = useQuery({ ...conversionQuery(id), refetchInterval: following });
  const close = () => navigate({ to: '/conversions', search: (old) => old, resetScroll: false });

  return (
    <SidePanel title={t('conversions.panel', { order: conversion?.order_id ?? id.slice(-10) })} onClose={close}>
      {error !== null && conversion === undefined ? (
        <Failed problem={error} retry={() => void refetch()} />
      ) : conversion === undefined ? (
        <Stack gap={16}>
          <Skeleton height={64} radius={8} />
          <Skeleton height={180} radius={8} />
          <Skeleton height={240} radius={8} />
        </Stack>
      ) : (
        <Details
          conversion={conversion}
          following={following}
          onRefund={() => setFollowUntil(Date.now() + FOLLOW_MS)}
        />
      )}
    </SidePanel>
  );
}

interface DetailsProps {
  conversion: Conversion;
  following: () => number | false;
  onRefund: () => void;
}

function Details({ conversion, following, onRefund }: DetailsProps) {
  const { t } = useTranslation();
  const { me } = route.useRouteContext();
  const decides = mayDecideMoney(me);
  const commissions = useQuery({ ...commissionsOfQuery(conversion.id), refetchInterval: following });
  return (
    <Stack gap={24}>
      <div className={classes.head}>
        <div>
          <div className={classes.amount}>{formatMoney(conversion.amount, conversion.currency)}</div>
          {conversion.refunded_amount > 0 && (
            <div className={classes.refunded}>
              {t('conversions.refunded', { amount: formatMoney(conversion.refunded_amount, conversion.currency) })}
            </div>
          )}
        </div>
        <div className={classes.actions}>
          <Status value={conversion.status} />
          {decides && <Refund conversion={conversion} onTaken={onRefund} />}
        </div>
      </div>
      {conversion.reason && <p className={classes.reason}>{conversion.reason}</p>}
      <Facts
        items={[
          { label: t('field.campaign'), value: <CampaignName id={conversion.campaign_id} /> },
          { label: t('field.event'), value: conversion.event },
          { label: t('field.time'), value: formatInstant(conversion.occurred_at) },
          {
            label: t('field.decided'),
            value: conversion.decided_at == null ? '–' : formatInstant(conversion.decided_at),
          },
          ...(conversion.duplicates > 0
            ? [{ label: t('field.repeats'), value: t('conversions.repeats', { count: conversion.duplicates }) }]
            : []),
          { label: t('field.id'), value: <CopyText value={conversion.id} /> },
        ]}
      />
      <section>
        <SectionTitle text={t('conversions.credits')} />
        {(conversion.credits ?? []).length === 0 ? (
          <p className={classes.nothing}>{t('conversions.no_credits')}</p>
        ) : (
          <ul className={classes.credits}>
            {conversion.credits.map((credit) => (
              <CreditBar key={`${credit.click_id}-${credit.link_id}-${credit.touched_at}`} credit={credit} />
            ))}
          </ul>
        )}
      </section>
      <section>
        <SectionTitle text={t('conversions.commissions')} />
        {commissions.error !== null ? (
          <Failed problem={commissions.error} retry={() => void commissions.refetch()} />
        ) : commissions.data === undefined ? (
          <Skeleton height={64} radius={8} />
        ) : commissions.data.length === 0 ? (
          <p className={classes.nothing}>{t('conversions.no_commissions')}</p>
        ) : (
          <ul className={classes.credits}>
            {commissions.data.map((commission) => (
              <CommissionLine key={commission.id} commission={commission} decides={decides} />
            ))}
          </ul>
        )}
      </section>
      <section>
        <SectionTitle text={t('conversions.trace')} />
        <ol className={classes.trace}>
          {(conversion.trace ?? []).map((step, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a trace is a fixed sequence in which a step may recur
            <Step key={index} step={step} />
          ))}
        </ol>
      </section>
    </Stack>
  );
}

function SectionTitle({ text }: { text: string }) {
  return (
    <Title order={3} fz={14} mb={10}>
      {text}
    </Title>
  );
}

function CreditBar({ credit }: { credit: Credit }) {
  const { t } = useTranslation();
  const Icon = credit.touch === 'impression' ? IconImpression : IconClick;
  return (
    <li className={classes.credit}>
      <div className={classes.line}>
        <span className={classes.who}>
          <AffiliateName id={credit.affiliate_id} />
        </span>
        <strong>{formatPpm(credit.ppm)}</strong>
      </div>
      <div className={classes.track} aria-hidden="true">
        <span style={{ width: `${credit.ppm / 10_000}%` }} />
      </div>
      <div className={classes.small}>
        <Icon size={13} aria-hidden />
        {t(`touch.${credit.touch}`)} <When at={credit.touched_at} />
      </div>
    </li>
  );
}

function CommissionLine({ commission, decides }: { commission: Commission; decides: boolean }) {
  const { t } = useTranslation();
  return (
    <li className={classes.credit}>
      <div className={classes.line}>
        <span className={classes.who}>
          <AffiliateName id={commission.affiliate_id} />
        </span>
        <strong>
          <Money amount={commission.amount} currency={commission.currency} />
        </strong>
      </div>
      <div className={classes.line}>
        <span className={classes.explanation}>{commission.explanation}</span>
        <span className={classes.actions}>
          <Status value={commission.status} />
          {decides && <ApproveCommission commission={commission} />}
        </span>
      </div>
      {commission.taken_back > 0 && (
        <div className={classes.refunded}>
          {t('conversions.taken_back', { amount: formatMoney(commission.taken_back, commission.currency) })}
        </div>
      )}
    </li>
  );
}

function Step({ step }: { step: TraceStep }) {
  const name = step.step.replaceAll(/[_-]/g, ' ');
  return (
    <li className={classes.step}>
      <div className={classes.stepHead}>
        <span className={classes.stepName}>{name.charAt(0).toUpperCase() + name.slice(1)}</span>
        <span className={classes.outcome}>{step.outcome.replaceAll(/[_-]/g, ' ')}</span>
      </div>
      <div className={classes.stepText}>{step.text}</div>
    </li>
  );
}
