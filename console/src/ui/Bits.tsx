import { ActionIcon, CopyButton, Text, Tooltip, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatInstant, formatRelative } from '../format/dates';
import { formatMoney } from '../format/money';
import classes from './Bits.module.css';
import { IconCheck, IconCopy } from './icons';

/** A moment as distance from now, with the exact time in its tooltip. */
export function When({ at }: { at: string | null | undefined }) {
  if (at == null) {
    return <>–</>;
  }
  return (
    <Tooltip label={formatInstant(at)}>
      <time dateTime={at} className={classes.when}>
        {formatRelative(at)}
      </time>
    </Tooltip>
  );
}

export function Money({ amount, currency }: { amount: number; currency: string }) {
  return <span className={classes.money}>{formatMoney(amount, currency)}</span>;
}

/** An id or address in mono with a copy button that says when it copied. */
export function CopyText({ value, short = false }: { value: string; short?: boolean }) {
  const { t } = useTranslation();
  return (
    <span className={classes.copy}>
      <Text component="span" className="mono" title={value}>
        {short && value.length > 14 ? `${value.slice(0, 5)}…${value.slice(-5)}` : value}
      </Text>
      <CopyButton value={value} timeout={2000}>
        {({ copied, copy }) => (
          <>
            <ActionIcon
              variant="subtle"
              color="gray"
              c={copied ? 'var(--good)' : 'dimmed'}
              size={24}
              aria-label={t('ui.copy', { value })}
              onClick={copy}
            >
              {copied ? <IconCheck size={13} /> : <IconCopy size={13} />}
            </ActionIcon>
            <VisuallyHidden role="status">{copied ? t('ui.copied') : ''}</VisuallyHidden>
          </>
        )}
      </CopyButton>
    </span>
  );
}

/** Name and value pairs of a side panel. */
export function Facts({ items }: { items: { label: string; value: React.ReactNode }[] }) {
  return (
    <dl className={classes.facts}>
      {items.map((item) => (
        <div key={item.label} className={classes.fact}>
          <dt>{item.label}</dt>
          <dd>{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
