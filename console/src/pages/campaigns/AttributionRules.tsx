import { Button, Group, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { attributionRulesQuery } from '../../api/queries';
import type { AttributionRule, Campaign } from '../../api/types';
import { formatDuration } from '../../format/dates';
import { Failed } from '../../ui/States';
import { percentOf } from './attribution';
import classes from './Campaigns.module.css';
import { EditAttributionRules } from './EditAttributionRules';

/** A campaign's attribution rules, in the order in which they are tried. */
export function AttributionRules({ campaign, editor }: { campaign: Campaign; editor: boolean }) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState(false);
  const { data: rules, error, refetch } = useQuery(attributionRulesQuery(campaign.id));
  return (
    <section>
      <Group justify="space-between" mb={8}>
        <Title order={3} fz={14}>
          {t('attribution.rules_title')}
        </Title>
        {editor && rules !== undefined && campaign.status !== 'archived' && (
          <Button size="xs" variant="default" onClick={() => setEditing(true)}>
            {t('attribution.edit_rules')}
          </Button>
        )}
      </Group>
      {error !== null && rules === undefined ? (
        <Failed problem={error} retry={() => void refetch()} />
      ) : rules?.length === 0 ? (
        <p className={classes.hint}>{t('attribution.no_rules')}</p>
      ) : (
        <ol className={classes.rules}>
          {(rules ?? []).map((rule) => (
            <li key={rule.id} className={classes.rule}>
              <div>
                <div className={classes.ruleName}>{rule.name}</div>
                <div className={classes.ruleWhen}>
                  <code>{rule.when}</code>
                </div>
              </div>
              <EffectWords then={rule.then} />
            </li>
          ))}
        </ol>
      )}
      {editing && rules !== undefined && (
        <EditAttributionRules campaign={campaign} rules={rules} onClose={() => setEditing(false)} />
      )}
    </section>
  );
}

function EffectWords({ then }: Pick<AttributionRule, 'then'>) {
  const { t } = useTranslation();
  const details = [
    then.reason,
    then.ppm == null ? null : `${percentOf(then.ppm)} %`,
    ...[then.click_window, then.view_window].map((window) => (window == null ? null : formatDuration(window))),
  ].filter((detail) => detail != null);
  return (
    <div className={classes.ruleEffect}>
      {t(`effect.${then.type}`)}
      {details.length > 0 && <div className={classes.ruleWhen}>{details.join(', ')}</div>}
    </div>
  );
}
