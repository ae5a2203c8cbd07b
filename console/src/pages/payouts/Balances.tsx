import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { balancesQuery } from '../../api/queries';
import { formatMoney } from '../../format/money';
import { Card } from '../../ui/Card';
import { Failed } from '../../ui/States';
import classes from './Payouts.module.css';

const STAGES = ['held', 'available', 'in_flight', 'paid'] as const;

/** What an affiliate has earned, by how far it is on its way; one card per currency. */
export function Balances({ affiliateId }: { affiliateId: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(balancesQuery(affiliateId));
  if (error !== null && data === undefined) {
    return (
      <Card>
        <Failed problem={error} retry={() => void refetch()} />
      </Card>
    );
  }
  if (data === undefined) {
    return <Skeleton height={120} radius={12} />;
  }
  return data.map((balance) => (
    <Card key={balance.currency} title={t('payouts.balance', { currency: balance.currency })}>
      <dl className={classes.stages}>
        {STAGES.map((stage) => (
          <div key={stage}>
            <dt>{t(`payouts.stage.${stage}`)}</dt>
            <dd>{formatMoney(balance[stage], balance.currency)}</dd>
          </div>
        ))}
        {balance.receivable > 0 && (
          <div>
            <dt>{t('payouts.stage.receivable')}</dt>
            <dd>{formatMoney(balance.receivable, balance.currency)}</dd>
          </div>
        )}
      </dl>
    </Card>
  ));
}
