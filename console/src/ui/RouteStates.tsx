import { Button, Center, Loader, Stack, Text } from '@mantine/core';
import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { IconSearch } from './icons';
import { Empty, Failed } from './States';

/** Shown when a page's code takes longer than 300 ms to arrive. */
export function RoutePending() {
  const { t } = useTranslation();
  return (
    <Center mih={320}>
      <Stack align="center" gap={8}>
        <Loader aria-hidden />
        <Text c="dimmed">{t('app.loading')}</Text>
      </Stack>
    </Center>
  );
}

export function RouteError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <main>
      <Failed
        order={1}
        problem={error}
        retry={() => {
          reset();
          void router.invalidate();
        }}
      />
    </main>
  );
}

export function NotFound() {
  const { t } = useTranslation();
  return (
    <main>
      <Empty
        order={1}
        icon={<IconSearch size={20} />}
        title={t('error.not_found_title')}
        text={t('error.not_found')}
        action={
          <Button variant="default" renderRoot={(props) => <Link to="/" {...props} />}>
            {t('error.go_home')}
          </Button>
        }
      />
    </main>
  );
}
