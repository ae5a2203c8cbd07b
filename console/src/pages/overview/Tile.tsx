import { Skeleton, Tooltip, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatPercent } from '../../format/numbers';
import { IconDown, IconFlat, IconUp } from '../../ui/icons';
import classes from './Overview.module.css';

interface TileProps {
  label: string;
  value: string | undefined;
  /** The value without shortening. */
  full: string;
  /** Undefined without a comparison, null where the earlier period had nothing to compare with. */
  delta: number | null | undefined;
  comparison: string;
  /** Neither direction is good or bad for the reader. */
  neutral: boolean;
  selected: boolean;
  onSelect: () => void;
}

/** A figure that drives the chart below it when pressed. */
export function Tile({ label, value, full, delta, comparison, neutral, selected, onSelect }: TileProps) {
  const { t } = useTranslation();
  return (
    <Tooltip label={comparison === '' ? full : comparison} disabled={value === undefined} maw={340}>
      <UnstyledButton className={classes.tile} aria-pressed={selected} onClick={onSelect}>
        <span className={classes.tileLabel}>{label}</span>
        {value === undefined ? (
          <Skeleton component="span" display="block" height={22} width="60%" my={6} />
        ) : (
          <span className={classes.tileValue}>{value}</span>
        )}
        <span className={classes.delta}>
          {delta === undefined ? null : delta === null ? (
            t('overview.no_comparison')
          ) : (
            <Delta value={delta} neutral={neutral} />
          )}
        </span>
      </UnstyledButton>
    </Tooltip>
  );
}

function Delta({ value, neutral }: { value: number; neutral: boolean }) {
  const rounded = Math.round(value * 1000) / 1000;
  const tone = neutral || rounded === 0 ? 'neutral' : rounded > 0 ? 'good' : 'bad';
  const Icon = rounded === 0 ? IconFlat : rounded > 0 ? IconUp : IconDown;
  return (
    <span className={classes.deltaMark} data-tone={tone}>
      <Icon size={13} aria-hidden />
      {rounded > 0 ? '+' : ''}
      {formatPercent(rounded, 1)}
    </span>
  );
}
