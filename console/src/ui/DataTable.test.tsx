import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, it, vi } from 'vitest';
import { ApiProblem } from '../api/client';
import { show } from '../test/render';
import { type Column, DataTable } from './DataTable';

interface Line {
  id: string;
  name: string;
  clicks: number;
}

const columns: Column<Line>[] = [
  { id: 'name', header: 'Name', cell: (row) => <a href={`#${row.id}`}>{row.name}</a> },
  { id: 'clicks', header: 'Clicks', align: 'right', sortBy: (row) => row.clicks, cell: (row) => row.clicks },
];
const lines: Line[] = [
  { id: 'a', name: 'Anna', clicks: 3 },
  { id: 'b', name: 'Ben', clicks: 9 },
  { id: 'c', name: 'Cem', clicks: 5 },
];

const shared = { label: 'Affiliates', columns, rowId: (row: Line) => row.id, empty: <p>Nobody yet</p> };
const names = () => screen.getAllByRole('link').map((link) => link.textContent);

/** Renders the same rows anew with other functions and figures, as a refetch does. */
function Refetching() {
  const [count, setCount] = useState(0);
  const fresh = columns.map((column) => ({ ...column, cell: (row: Line) => column.cell(row) }));
  return (
    <>
      <button type="button" onClick={() => setCount(count + 1)}>
        Refetch
      </button>
      <DataTable {...shared} columns={fresh} rows={lines.map((line) => ({ ...line, clicks: line.clicks + count }))} />
    </>
  );
}

it('sorts by a column, numbers from the top, and says so', async () => {
  show(<DataTable {...shared} rows={lines} limit={2} />);
  const header = screen.getByRole('columnheader', { name: 'Clicks' });
  expect(header).toHaveAttribute('aria-sort', 'none');
  await userEvent.click(within(header).getByRole('button'));
  expect(header).toHaveAttribute('aria-sort', 'descending');
  expect(names()).toEqual(['Ben', 'Cem']);
  await userEvent.click(within(header).getByRole('button'));
  expect(names()).toEqual(['Anna', 'Cem']);
});

it('opens a row by a press anywhere but on its own controls', async () => {
  const onOpen = vi.fn();
  show(<DataTable {...shared} rows={lines} onOpen={onOpen} />);
  await userEvent.click(screen.getByText('9'));
  await userEvent.click(screen.getByRole('link', { name: 'Anna' }));
  expect(onOpen.mock.calls).toEqual([[lines[1]]]);
});

it('keeps the elements of its cells over a new render, so that focus stays', async () => {
  show(<Refetching />);
  const link = screen.getByRole('link', { name: 'Ben' });
  await userEvent.click(screen.getByRole('button', { name: 'Refetch' }));
  expect(screen.getByText('10')).toBeVisible();
  expect(screen.getByRole('link', { name: 'Ben' })).toBe(link);
});

it('is a skeleton, an empty state or a failure that can be retried', async () => {
  const first = show(<DataTable {...shared} rows={undefined} />);
  expect(screen.getByRole('table')).toHaveAttribute('aria-busy', 'true');
  first.unmount();
  const second = show(<DataTable {...shared} rows={[]} />);
  expect(screen.getByText('Nobody yet')).toBeVisible();
  second.unmount();
  const retry = vi.fn();
  show(<DataTable {...shared} rows={undefined} problem={new ApiProblem(500, { detail: 'It broke.' })} retry={retry} />);
  expect(screen.getByRole('alert')).toHaveTextContent('It broke.');
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(retry).toHaveBeenCalledOnce();
});
