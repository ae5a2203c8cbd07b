import { Button, Group, Skeleton, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { campaignQuery } from '../../api/queries';
import { mayEditCampaigns } from '../../api/session';
import { formatDuration } from '../../format/dates';
import { CopyText, Facts, When } from '../../ui/Bits';
import { SidePanel } from '../../ui/SidePanel';
import { Failed } from '../../ui/States';
import { Status } from '../../ui/Status';
import { AttributionRules } from './AttributionRules';
import { CampaignSwitch } from './CampaignSwitch';
import classes from './Campaigns.module.css';
import { EditAttribution } from './EditAttribution';
import { payOf, useModelWords } from './words';

const route = getRouteApi('/shell/campaigns/$id');

export function CampaignPanel() {
  const { t } = useTranslation();
  const { me } = route.useRouteContext();
  const { id } = route.useParams();
  const navigate = route.useNavigate();
  const { data: campaign, error, refetch } = useQuery(campaignQuery(id));
  const [editing, setEditing] = useState(false);
  const modelWords = useModelWords();
  const lead = campaign?.attribution.lead;
  const close = () => navigate({ to: '/campaigns', search: (old) => old, resetScroll: false });

  return (
    <SidePanel title={campaign?.name ?? t('field.campaign')} onClose={close}>
      {error !== null && campaign === undefined ? (
        <Failed problem={error} retry={() => void refetch()} />
      ) : campaign === undefined ? (
        <Skeleton height={320} radius={8} />
      ) : (
        <Stack gap={24}>
          <Group justify="space-between">
            <Status value={campaign.status} />
            {mayEditCampaigns(me) && <CampaignSwitch campaign={campaign} size="sm" />}
          </Group>
          <Facts
            items={[
              { label: t('field.id'), value: <CopyText value={campaign.id} /> },
              { label: t('field.landing'), value: campaign.landing_url },
              { label: t('field.domains'), value: campaign.allowed_domains.join(', ') || '–' },
              { label: t('field.currency'), value: campaign.currency },
              { label: t('field.hold'), value: formatDuration(campaign.hold) ?? t('campaigns.no_hold') },
              { label: t('field.updated'), value: <When at={campaign.updated_at} /> },
            ]}
          />
          <section>
            <Title order={3} fz={14} mb={8}>
              {t('campaigns.rules_title')}
            </Title>
            <ol className={classes.rules}>
              {(campaign.commission_rules ?? []).map((rule) => (
                <li key={rule.id ?? rule.name} className={classes.rule}>
                  <div>
                    <div className={classes.ruleName}>{rule.name}</div>
                    <div className={classes.ruleWhen}>
                      {rule.when === 'true' ? t('campaigns.rule_always') : <code>{rule.when}</code>}
                    </div>
                  </div>
                  <div className={classes.rulePay}>{payOf(rule, campaign.currency)}</div>
                </li>
              ))}
            </ol>
          </section>
          <section>
            <Group justify="space-between" mb={8}>
              <Title order={3} fz={14}>
                {t('campaigns.attribution_title')}
              </Title>
              {mayEditCampaigns(me) && campaign.status !== 'archived' && (
                <Button size="xs" variant="default" onClick={() => setEditing(true)}>
                  {t('attribution.edit')}
                </Button>
              )}
            </Group>
            <Facts
              items={[
                { label: t('field.model'), value: modelWords(campaign) },
                { label: t('field.click_window'), value: formatDuration(campaign.attribution.click_window) ?? '–' },
                { label: t('field.view_window'), value: formatDuration(campaign.attribution.view_window) ?? '–' },
                ...(lead == null
                  ? []
                  : [
                      { label: t('attribution.lead_events'), value: lead.events.join(', ') },
                      { label: t('attribution.lead_click'), value: formatDuration(lead.click_window) ?? '–' },
                      { label: t('attribution.lead_view'), value: formatDuration(lead.view_window) ?? '–' },
                    ]),
                { label: t('attribution.binding'), value: t(`binding.${campaign.attribution.matching.binding}`) },
              ]}
            />
          </section>
          <AttributionRules campaign={campaign} editor={mayEditCampaigns(me)} />
          {editing && <EditAttribution campaign={campaign} onClose={() => setEditing(false)} />}
          {campaign.postback_token && (
            <section>
              <Title order={3} fz={14} mb={8}>
                {t('campaigns.tracking_title')}
              </Title>
              <p className={classes.hint}>{t('campaigns.tracking_hint')}</p>
              <pre className={classes.snippet}>
                {`/postback?token=${campaign.postback_token}\n  &event=purchase&click_id={click_id}\n  &order_id={order_id}&amount={amount}&currency=${campaign.currency}`}
              </pre>
              <CopyText value={campaign.postback_token} />
            </section>
          )}
        </Stack>
      )}
    </SidePanel>
  );
}
