"use client";

import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import {
  type ColumnDef,
  createSortedRowModel,
  rowSortingFeature,
  sortFn_alphanumeric,
  sortFn_basic,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { type ReactNode, useMemo } from "react";
import type { CsvValue } from "@/lib/domain/csv-line";
import { displayUsd, UNKNOWN_TEXT } from "@/lib/domain/format";
import { type Text, textOf } from "@/lib/messages/translate";
import { TableCsv } from "./table-csv";
import { tableOf } from "./table-of";
import { TableScroll } from "./table-scroll";
import { columnLabel, TableSort } from "./table-sort";
import classes from "./ui.module.css";
import { type UsdAmounts, type UsdFormat, usdFormat } from "./usd-format";

export type DataColumn<T> = {
  id: string;
  header: Text;
  /** What the column says, under its header. */
  hint?: Text;
  numeric?: boolean;
  wrap?: boolean;
  sortable?: boolean;
  /** What a pointer over the header is told. */
  title?: string;
  /** What the column sorts by, and what it shows where there is no `cell`; unknown goes last either way. */
  value: (row: T) => string | number | null | undefined;
  cell?: (row: T, format: UsdFormat) => ReactNode;
  /** The dollars of a column made by usdColumn: what its cells and its total show, in one unit. */
  usd?: UsdAmounts<T>;
  /** What a file holds of a row, where it is not the value. */
  csv?: (row: T) => CsvValue;
  /** The cell of the row of totals, and what a file holds of it where that is not the text. */
  total?: ReactNode;
  totalValue?: CsvValue;
};

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { alphanumeric: sortFn_alphanumeric, basic: sortFn_basic },
});

type DataTableProps<T extends object> = {
  caption: string;
  columns: DataColumn<T>[];
  rows: T[];
  rowKey: (row: T) => string;
  sortBy?: { id: string; desc: boolean };
  /** Where the rows come in an order asked of the server: which column it is, and what asks for another, or of the same for its turn. */
  sorting?: { id: string; desc: boolean; onSort: (id: string) => void };
  /** Whether the last row sums the columns that say their `total`. */
  totals?: boolean;
  maxHeight?: number;
  /** Whether its rows, as they are shown, can be downloaded. */
  csv?: boolean;
};

const NO_SORTING: never[] = [];

/** A sortable table whose first column names its rows and stays in sight; on a phone its rows are cards. */
export function DataTable<T extends object>(props: DataTableProps<T>) {
  const { caption, columns, rows, rowKey, sortBy, sorting, totals = false, maxHeight, csv = false } = props;
  const definitions = useMemo(() => columns.map((column) => definitionOf(column)), [columns]);
  const table = useTable({
    features,
    columns: definitions,
    data: rows,
    getRowId: rowKey,
    enableSortingRemoval: false,
    sortDescFirst: true,
    manualSorting: sorting !== undefined,
    initialState: { sorting: sortBy ? [sortBy] : NO_SORTING },
  });
  const sorted = sorting ?? table.state.sorting[0];
  const shown = table.getRowModel().rows;
  const usdFormats = useMemo(() => columns.map(({ usd }) => usd && usdFormat(usd, rows)), [columns, rows]);
  const asFile = () =>
    tableOf(
      columns,
      shown.map(({ original }) => original),
      totals,
    );

  return (
    <>
      {csv && <TableCsv caption={caption} table={asFile} />}
      {shown.length > 1 && (
        <TableSort
          caption={caption}
          columns={columns.filter(({ sortable }) => sortable !== false)}
          sorted={sorted}
          onSort={(next) => (sorting ? sorting.onSort(next.id) : table.setSorting([next]))}
        />
      )}
      <TableScroll caption={caption} rowCount={shown.length} maxHeight={maxHeight}>
        <table className={`${classes.table} ${classes.stickyFirst}`}>
          <caption>{caption}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <HeaderCell
                  key={column.id}
                  column={column}
                  direction={sorted?.id === column.id ? (sorted.desc ? "descending" : "ascending") : undefined}
                  onSort={() => (sorting ? sorting.onSort(column.id) : table.getColumn(column.id)?.toggleSorting())}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ id, original }) => (
              <tr key={id}>
                {columns.map((column, index) => (
                  <BodyCell
                    key={column.id}
                    column={column}
                    row={original}
                    format={usdFormats[index]}
                    isFirst={index === 0}
                  />
                ))}
              </tr>
            ))}
          </tbody>
          {totals && (
            <tfoot>
              <tr>
                {columns.map((column, index) =>
                  index === 0 ? (
                    <th key={column.id} scope="row">
                      {column.total}
                    </th>
                  ) : (
                    <td key={column.id} data-label={columnLabel(column)} data-numeric={column.numeric || undefined}>
                      {column.usd?.total === undefined ? column.total : usdFormats[index]?.(column.usd.total)}
                    </td>
                  ),
                )}
              </tr>
            </tfoot>
          )}
        </table>
      </TableScroll>
    </>
  );
}

function definitionOf<T extends object>(column: DataColumn<T>): ColumnDef<typeof features, T> {
  return {
    id: column.id,
    accessorFn: (row) => column.value(row) ?? undefined,
    sortUndefined: "last",
    sortFn: column.numeric ? "basic" : "alphanumeric",
    enableSorting: column.sortable !== false,
  };
}

type HeaderCellProps<T> = {
  column: DataColumn<T>;
  direction: "ascending" | "descending" | undefined;
  onSort: () => void;
};

function HeaderCell<T>({ column, direction, onSort }: HeaderCellProps<T>) {
  const { header, hint, numeric, sortable, title } = column;
  const Arrow = direction === "ascending" ? IconArrowUp : IconArrowDown;
  return (
    <th scope="col" data-numeric={numeric || undefined} aria-sort={direction} title={title}>
      {sortable === false ? (
        textOf(header)
      ) : (
        <button type="button" className={classes.sortButton} onClick={onSort}>
          {textOf(header)}
          {direction && <Arrow size={12} aria-hidden />}
        </button>
      )}
      {hint && <span className={classes.sub}>{textOf(hint)}</span>}
    </th>
  );
}

type BodyCellProps<T> = { column: DataColumn<T>; row: T; format: UsdFormat | undefined; isFirst: boolean };

function BodyCell<T>({ column, row, format = displayUsd, isFirst }: BodyCellProps<T>) {
  const { cell, usd } = column;
  const plain = () => (usd ? format(usd.of(row)) : (column.value(row) ?? UNKNOWN_TEXT));
  const content = cell ? cell(row, format) : plain();
  if (isFirst) return <th scope="row">{content}</th>;
  return (
    <td
      data-label={columnLabel(column)}
      data-numeric={column.numeric || undefined}
      data-wrap={column.wrap || undefined}
    >
      {content}
    </td>
  );
}
