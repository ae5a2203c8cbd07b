import { Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Page.module.css';

interface PageProps {
  title: string;
  /** Beside the title, such as the live mark. */
  mark?: ReactNode;
  /** At the right: comparison, range, the page's main action. */
  actions?: ReactNode;
  children: ReactNode;
}

export function Page({ title, mark, actions, children }: PageProps) {
  const { t } = useTranslation();
  useDocumentTitle(`${title} · ${t('app.name')}`);
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <div className={classes.title}>
          <Title order={1}>{title}</Title>
          {mark}
        </div>
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
