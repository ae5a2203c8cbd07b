import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './Page.module.css';

export function Card({ title, tools, children }: { title?: string; tools?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.card} aria-label={title}>
      {(title !== undefined || tools !== undefined) && (
        <div className={classes.cardHead}>
          {title !== undefined && (
            <Title order={2} className={classes.cardTitle}>
              {title}
            </Title>
          )}
          {tools}
        </div>
      )}
      {children}
    </section>
  );
}
