import { Skeleton, Table, UnstyledButton, VisuallyHidden } from '@mantine/core';
import {
  type ColumnDef,
  createSortedRowModel,
  type RowData,
  rowSortingFeature,
  sortFns,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './DataTable.module.css';
import { Failed } from './States';

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel(), sortFns });

export interface Column<T> {
  id: string;
  header: string;
  cell: (row: T) => ReactNode;
  align?: 'left' | 'right';
  /** The value to sort by in the browser; only for tables that hold every row. */
  sortBy?: (row: T) => number | string;
}

interface DataTableProps<T extends RowData> {
  /** Names the table for assistive technology. */
  label: string;
  columns: Column<T>[];
  rows: T[] | undefined;
  rowId: (row: T) => string;
  problem?: unknown;
  retry?: () => void;
  /** A refetch is under way while older rows stay visible. */
  refreshing?: boolean;
  empty: ReactNode;
  /** Opens the row; its first cell must hold a link to the same place for the keyboard. */
  onOpen?: (row: T) => void;
  selected?: string;
  sortedBy?: string;
  skeletonRows?: number;
  /** Shows only the first rows of the chosen order. */
  limit?: number;
}

/** A real table over server data, with its skeleton, empty and error states. */
export function DataTable<T extends RowData>(props: DataTableProps<T>) {
  const { t } = useTranslation();
  const { columns, rows, rowId, problem, retry, refreshing = false, empty, onOpen, selected } = props;
  const defs: ColumnDef<typeof features, T>[] = columns.map((column) => ({
    id: column.id,
    accessorFn: (row: T) => column.sortBy?.(row) ?? '',
    enableSorting: column.sortBy !== undefined,
    sortDescFirst: column.align === 'right',
  }));
  const table = useTable({
    features,
    columns: defs,
    data: rows ?? (NO_ROWS as T[]),
    getRowId: rowId,
    initialState: props.sortedBy === undefined ? {} : { sorting: [{ id: props.sortedBy, desc: true }] },
  });
  // Cells are called, not mounted as components: their functions are new in every render and would be mounted anew.
  const columnOf = (id: string) => columns.find((column) => column.id === id);
  const alignOf = (id: string) => columnOf(id)?.align ?? 'left';

  if (problem !== undefined && problem !== null && rows === undefined) {
    return <Failed problem={problem} {...(retry === undefined ? {} : { retry })} />;
  }
  if (rows !== undefined && rows.length === 0) {
    return <>{empty}</>;
  }
  return (
    <div className={classes.frame}>
      {refreshing && <div className={classes.bar} aria-hidden="true" />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard */}
      <section className={classes.scroll} aria-label={props.label} tabIndex={0}>
        <Table className={classes.table} aria-label={props.label} aria-busy={rows === undefined}>
          <Table.Thead>
            {table.getHeaderGroups().map((group) => (
              <Table.Tr key={group.id}>
                {group.headers.map((header) => {
                  const sorted = header.column.getIsSorted();
                  return (
                    <Table.Th
                      key={header.id}
                      data-align={alignOf(header.column.id)}
                      {...(header.column.getCanSort()
                        ? { 'aria-sort': sorted === false ? 'none' : sorted === 'asc' ? 'ascending' : 'descending' }
                        : {})}
                    >
                      {header.column.getCanSort() ? (
                        <UnstyledButton className={classes.sort} onClick={header.column.getToggleSortingHandler()}>
                          {columnOf(header.column.id)?.header}
                          {sorted !== false && <span aria-hidden="true">{sorted === 'asc' ? '↑' : '↓'}</span>}
                        </UnstyledButton>
                      ) : (
                        columnOf(header.column.id)?.header
                      )}
                    </Table.Th>
                  );
                })}
              </Table.Tr>
            ))}
          </Table.Thead>
          <Table.Tbody>
            {rows === undefined
              ? Array.from({ length: props.skeletonRows ?? 8 }, (_, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: skeleton rows have no identity
                  <Table.Tr key={index}>
                    {columns.map((column) => (
                      <Table.Td key={column.id} data-align={column.align ?? 'left'}>
                        <Skeleton height={12} width={column.align === 'right' ? 64 : '70%'} />
                      </Table.Td>
                    ))}
                  </Table.Tr>
                ))
              : table
                  .getRowModel()
                  .rows.slice(0, props.limit)
                  .map((row) => (
                    <Table.Tr
                      key={row.id}
                      className={classes.row}
                      data-opens={onOpen !== undefined || undefined}
                      data-selected={row.id === selected || undefined}
                      onClick={(event) => {
                        if (onOpen !== undefined && (event.target as Element).closest('a, button') === null) {
                          onOpen(row.original);
                        }
                      }}
                    >
                      {row.getAllCells().map((cell) => (
                        <Table.Td key={cell.id} data-align={alignOf(cell.column.id)}>
                          {columnOf(cell.column.id)?.cell(row.original)}
                        </Table.Td>
                      ))}
                    </Table.Tr>
                  ))}
          </Table.Tbody>
        </Table>
      </section>
      <VisuallyHidden role="status">
        {rows === undefined ? t('app.loading') : t('ui.rows', { count: rows.length })}
      </VisuallyHidden>
    </div>
  );
}

const NO_ROWS: never[] = [];
