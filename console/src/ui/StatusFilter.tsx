import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AnyStatus } from './Status';

interface StatusFilterProps<S extends AnyStatus> {
  options: readonly S[];
  value: S | '';
  onChange: (value: S | '') => void;
}

export function StatusFilter<S extends AnyStatus>({ options, value, onChange }: StatusFilterProps<S>) {
  const { t } = useTranslation();
  return (
    <Select
      aria-label={t('ui.status_filter')}
      w={180}
      allowDeselect={false}
      data={[
        { value: 'all', label: t('ui.all_statuses') },
        ...options.map((status) => ({ value: status as string, label: t(`status.${status}`) })),
      ]}
      value={value === '' ? 'all' : value}
      onChange={(chosen) => onChange(chosen === null || chosen === 'all' ? '' : (chosen as S))}
    />
  );
}
