import { Drawer } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';

interface SidePanelProps {
  title: ReactNode;
  onClose: () => void;
  children: ReactNode;
}

/**
 * A record beside its list. It has an address of its own, so it is open exactly while that address is shown; focus goes
 * back to where it came from, also when Back closed it.
 */
export function SidePanel({ title, onClose, children }: SidePanelProps) {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (opener instanceof HTMLElement && opener.isConnected) {
        opener.focus({ preventScroll: true });
      }
    },
    [opener],
  );
  return (
    <Drawer opened onClose={onClose} title={title} size={560} padding={20} returnFocus={false}>
      {children}
    </Drawer>
  );
}
