import { useTranslation } from 'react-i18next';
import type { LiveState } from '../api/live';
import classes from './LiveMark.module.css';

/** Whether what is shown follows what happens, as dot plus word. */
export function LiveMark({ mood }: { mood: LiveState | 'paused' }) {
  const { t } = useTranslation();
  return (
    <span className={classes.state} data-state={mood}>
      <span className={classes.dot} aria-hidden="true" />
      {t(`live.state.${mood}`)}
    </span>
  );
}
