import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconNext, IconPrevious } from './icons';

interface PagerProps {
  cursor: string;
  nextCursor: string | null | undefined;
  shown: number;
  /** An empty cursor is the first page. */
  onMove: (cursor: string) => void;
}

/** Moves through a list by cursor. The way back is remembered for this visit; a copied address starts at its own page. */
export function Pager({ cursor, nextCursor, shown, onMove }: PagerProps) {
  const { t } = useTranslation();
  const [trail, setTrail] = useState<string[]>([]);
  if (cursor === '' && !nextCursor) {
    return null;
  }
  return (
    <Group justify="space-between" px={16} py={10} style={{ borderTop: '1px solid var(--line)' }}>
      <Text size="sm" c="dimmed">
        {t('ui.rows', { count: shown })}
      </Text>
      <Group gap={8}>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPrevious size={14} />}
          disabled={cursor === ''}
          onClick={() => {
            onMove(trail.at(-1) ?? '');
            setTrail(trail.slice(0, -1));
          }}
        >
          {t('ui.previous')}
        </Button>
        <Button
          variant="default"
          size="xs"
          rightSection={<IconNext size={14} />}
          disabled={!nextCursor}
          onClick={() => {
            setTrail([...trail, cursor]);
            onMove(nextCursor ?? '');
          }}
        >
          {t('ui.next')}
        </Button>
      </Group>
    </Group>
  );
}
