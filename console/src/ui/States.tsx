import { Button, List, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/client';
import { IconForbidden, IconRetry, IconWarning } from './icons';

interface EmptyProps {
  icon: ReactNode;
  title: string;
  text?: string;
  action?: ReactNode;
  /** Level of the title in the page's outline. */
  order?: 1 | 2 | 3;
}

/** What stands in the place of data that is not there: one sentence and at most one action. */
export function Empty({ icon, title, text, action, order = 3 }: EmptyProps) {
  return (
    <Stack align="center" gap={6} py={48} px="md" ta="center">
      <ThemeIcon size={44} radius="xl" variant="default" c="dimmed" mb={6} aria-hidden>
        {icon}
      </ThemeIcon>
      <Title order={order} fz={15}>
        {title}
      </Title>
      {text !== undefined && (
        <Text c="dimmed" maw={420}>
          {text}
        </Text>
      )}
      {action !== undefined && <div style={{ marginTop: 12 }}>{action}</div>}
    </Stack>
  );
}

/** One sentence for a failed request, with the server's own words where it gave some. */
export function useProblemText(): (problem: unknown) => string {
  const { t } = useTranslation();
  return (problem) => {
    if (!(problem instanceof ApiProblem) || problem.status === 0) {
      return t('error.network');
    }
    return problem.message || t('error.status', { status: problem.status });
  };
}

/** Why a request was refused: the sentence, and beneath it what the server says of single fields. */
export function Reasons({ of: problem }: { of: unknown }) {
  const say = useProblemText();
  const fields = problem instanceof ApiProblem ? problem.fields : [];
  return (
    <>
      {say(problem)}
      {fields.length > 0 && (
        <List size="sm" mt={8}>
          {fields.map((error) => (
            <List.Item key={`${error.field} ${error.message}`}>{error.message}</List.Item>
          ))}
        </List>
      )}
    </>
  );
}

/** A failed load: what failed, a way to try again, and the request id for whoever looks it up. */
export function Failed({ problem, retry, order = 3 }: { problem: unknown; retry?: () => void; order?: 1 | 2 | 3 }) {
  const { t } = useTranslation();
  const say = useProblemText();
  const known = problem instanceof ApiProblem ? problem : null;
  const forbidden = known?.status === 403;
  return (
    <div role="alert">
      <Empty
        order={order}
        icon={forbidden ? <IconForbidden size={20} /> : <IconWarning size={20} />}
        title={
          forbidden ? t('error.forbidden_title') : known?.status === 404 ? t('error.not_found_title') : t('error.title')
        }
        text={forbidden ? t('error.forbidden') : known?.status === 404 ? t('error.not_found') : say(problem)}
        action={
          retry !== undefined && !forbidden && known?.status !== 404 ? (
            <Button variant="default" leftSection={<IconRetry size={15} />} onClick={retry}>
              {t('error.retry')}
            </Button>
          ) : undefined
        }
      />
      {known?.requestId != null && (
        <Text className="mono" c="dimmed" ta="center" pb="md">
          {t('error.request_id', { id: known.requestId })}
        </Text>
      )}
    </div>
  );
}
