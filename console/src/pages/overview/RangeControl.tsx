import '@mantine/dates/styles.layer.css';
import { Button, Popover, Text, UnstyledButton } from '@mantine/core';
import { DatePicker } from '@mantine/dates';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Day, formatRange } from '../../format/dates';
import { IconCalendar, IconChevronDown } from '../../ui/icons';
import classes from './Overview.module.css';
import { PRESETS, type Preset, type Range } from './range';

interface RangeControlProps {
  preset: Preset | 'custom';
  range: Range;
  today: Day;
  onChange: (chosen: { range: Preset | 'custom'; from: string; to: string }) => void;
}

/** The date range of the page: presets, and a calendar for everything else. */
export function RangeControl({ preset, range, today, onChange }: RangeControlProps) {
  const { t } = useTranslation();
  const [opened, { close, toggle }] = useDisclosure(false);
  // Only while a range is half chosen; the chosen one lives in the address.
  const [half, setHalf] = useState<string | null>(null);

  function choose(chosen: { range: Preset | 'custom'; from: string; to: string }) {
    setHalf(null);
    close();
    onChange(chosen);
  }

  return (
    <Popover
      opened={opened}
      onChange={(next) => {
        if (!next) {
          setHalf(null);
          close();
        }
      }}
      position="bottom-end"
      shadow="md"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Button
          variant="default"
          onClick={toggle}
          leftSection={<IconCalendar size={15} />}
          rightSection={<IconChevronDown size={14} />}
        >
          {preset === 'custom' ? formatRange(range.from, range.to) : t(`range.${preset}`)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t('range.label')}>
        <div className={classes.range}>
          <div className={classes.presets}>
            {PRESETS.map((option) => (
              <UnstyledButton
                key={option}
                className={classes.preset}
                aria-pressed={option === preset}
                onClick={() => choose({ range: option, from: '', to: '' })}
              >
                {t(`range.${option}`)}
              </UnstyledButton>
            ))}
          </div>
          <div className={classes.calendar}>
            <DatePicker
              type="range"
              value={half === null ? [range.from, range.to] : [half, null]}
              defaultDate={range.to}
              maxDate={today}
              allowSingleDateInRange
              hideOutsideDates
              weekendDays={[]}
              ariaLabels={{
                nextMonth: t('range.next_month'),
                previousMonth: t('range.previous_month'),
                monthLevelControl: t('range.month_level'),
                yearLevelControl: t('range.year_level'),
                nextYear: t('range.next_year'),
                previousYear: t('range.previous_year'),
                nextDecade: t('range.next_decade'),
                previousDecade: t('range.previous_decade'),
              }}
              onChange={([from, to]) => {
                if (from !== null && to !== null) {
                  choose({ range: 'custom', from, to });
                } else {
                  setHalf(from);
                }
              }}
            />
            <Text size="xs" c="dimmed" mt={10}>
              {t('range.zone')}
            </Text>
          </div>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
