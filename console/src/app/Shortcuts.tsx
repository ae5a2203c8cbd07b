import { Group, Kbd, Modal, Stack, Switch, Text } from '@mantine/core';
import { useHotkeys, useLocalStorage } from '@mantine/hooks';
import { spotlight } from '@mantine/spotlight';
import { useTranslation } from 'react-i18next';

/** Whether keys without a modifier act; speech input and some assistive devices need them off. */
function useSingleKeys() {
  return useLocalStorage({ key: 'tributary-single-keys', defaultValue: true, getInitialValueInEffect: false });
}

export function useShortcuts(openHelp: () => void) {
  const [singleKeys] = useSingleKeys();
  useHotkeys(
    singleKeys
      ? [
          ['/', () => spotlight.open(), { usePhysicalKeys: false }],
          ['shift+?', openHelp, { usePhysicalKeys: false }],
        ]
      : [],
  );
}

export function Shortcuts({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const [singleKeys, setSingleKeys] = useSingleKeys();
  const rows = [
    { keys: ['Ctrl', 'K'], text: t('shortcuts.palette') },
    { keys: ['/'], text: t('shortcuts.palette') },
    { keys: ['?'], text: t('shortcuts.help') },
    { keys: ['Esc'], text: t('shortcuts.close') },
  ];
  return (
    <Modal opened={opened} onClose={onClose} title={t('shell.shortcuts')}>
      <Stack gap={10}>
        {rows.map((row) => (
          <Group key={row.keys.join()} justify="space-between">
            <Text>{row.text}</Text>
            <Group gap={4}>
              {row.keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </Group>
          </Group>
        ))}
        <Switch
          mt="sm"
          label={t('shortcuts.single')}
          description={t('shortcuts.single_hint')}
          checked={singleKeys}
          onChange={(event) => setSingleKeys(event.currentTarget.checked)}
        />
      </Stack>
    </Modal>
  );
}
