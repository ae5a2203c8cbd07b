import { Alert, Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { useDocumentTitle } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { ApiProblem, answered, api } from '../../api/client';
import { IconWarning } from '../../ui/icons';
import { Logo } from '../../ui/Logo';
import { useProblemText } from '../../ui/States';
import { Confluence } from './Confluence';
import { returnAddress } from './returnAddress';
import classes from './SignInPage.module.css';

const route = getRouteApi('/sign-in');

export function SignInPage() {
  const { t } = useTranslation();
  const { return: wanted } = route.useSearch();
  const router = useRouter();
  const queryClient = useQueryClient();
  const say = useProblemText();
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  useDocumentTitle(`${t('sign_in.submit')} · ${t('app.name')}`);

  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { email: '', password: '' },
    validateInputOnBlur: false,
    validate: schemaResolver(
      z.object({
        email: z.string().trim().min(1, t('sign_in.email_required')),
        password: z.string().min(1, t('sign_in.password_required')),
      }),
      { sync: true },
    ),
  });

  async function signIn(values: { email: string; password: string }) {
    setBusy(true);
    setRefusal(null);
    try {
      await answered(
        api.POST('/api/v1/auth/login', { body: { email: values.email.trim(), password: values.password } }),
      );
      queryClient.removeQueries();
      router.history.replace(returnAddress(wanted));
    } catch (problem) {
      if (problem instanceof ApiProblem && problem.status === 401) {
        setRefusal(t('sign_in.wrong'));
      } else if (problem instanceof ApiProblem && problem.status === 429 && problem.retryAfter !== null) {
        setRefusal(t('sign_in.limited', { count: problem.retryAfter }));
      } else {
        setRefusal(say(problem));
      }
      setBusy(false);
    }
  }

  return (
    <div className={classes.page}>
      <main className={classes.side}>
        <div className={classes.form}>
          <Logo size={40} />
          <Title order={1} fz={24} mt={20}>
            {t('sign_in.title')}
          </Title>
          <Text c="dimmed" mt={6} mb={24}>
            {wanted === '' ? t('sign_in.intro') : t('sign_in.expired')}
          </Text>
          <form onSubmit={form.onSubmit(signIn)} noValidate>
            <Stack gap={16}>
              {refusal !== null && (
                <Alert
                  color="red"
                  variant="light"
                  icon={<IconWarning size={16} />}
                  role="alert"
                  className={classes.alert}
                >
                  {refusal}
                </Alert>
              )}
              <TextInput
                size="md"
                label={t('sign_in.email')}
                type="email"
                autoComplete="username"
                autoFocus
                key={form.key('email')}
                {...form.getInputProps('email')}
              />
              <PasswordInput
                size="md"
                label={t('sign_in.password')}
                autoComplete="current-password"
                visibilityToggleButtonProps={{ 'aria-label': t('sign_in.show_password') }}
                key={form.key('password')}
                {...form.getInputProps('password')}
              />
              <Button type="submit" size="md" fullWidth mt={4} loading={busy}>
                {t('sign_in.submit')}
              </Button>
            </Stack>
          </form>
        </div>
      </main>
      <div className={classes.art} aria-hidden="true">
        <Confluence />
      </div>
    </div>
  );
}
