import { useTranslation } from 'react-i18next';
import type {
  AffiliateStatus,
  CampaignStatus,
  CommissionStatus,
  ConversionStatus,
  PayoutRunStatus,
  PayoutStatus,
} from '../api/types';
import classes from './Status.module.css';

export type AnyStatus =
  | CampaignStatus
  | AffiliateStatus
  | ConversionStatus
  | CommissionStatus
  | PayoutRunStatus
  | PayoutStatus
  | 'accepted'
  | 'unique'
  | 'invalid'
  | 'refused'
  | 'superseded'
  | 'refunded';

type Tone = 'good' | 'bad' | 'warn' | 'busy' | 'quiet';

const TONES: Record<AnyStatus, Tone> = {
  draft: 'quiet',
  active: 'good',
  paused: 'warn',
  archived: 'quiet',
  pending: 'warn',
  approved: 'good',
  rejected: 'bad',
  banned: 'bad',
  received: 'busy',
  attributed: 'good',
  unattributed: 'quiet',
  duplicate: 'quiet',
  on_hold: 'warn',
  in_payout: 'busy',
  paid: 'good',
  reversed: 'bad',
  prepared: 'warn',
  running: 'busy',
  done: 'good',
  held: 'warn',
  canceled: 'quiet',
  created: 'quiet',
  submitting: 'busy',
  submitted: 'busy',
  unknown: 'warn',
  settled: 'good',
  failed: 'bad',
  returned: 'bad',
  accepted: 'good',
  unique: 'good',
  invalid: 'bad',
  refused: 'bad',
  superseded: 'quiet',
  refunded: 'warn',
};

/** A state as dot plus word: the word carries the meaning, the colour only repeats it. */
export function Status({ value }: { value: string }) {
  const { t } = useTranslation();
  return (
    <span className={classes.status}>
      <span className={classes.dot} data-tone={TONES[value as AnyStatus] ?? 'quiet'} aria-hidden="true" />
      {t(`status.${value as AnyStatus}`, { defaultValue: value })}
    </span>
  );
}
