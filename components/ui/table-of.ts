import type { ReactNode } from "react";
import type { CsvValue } from "@/lib/domain/csv-line";
import type { ChartTable } from "./csv";

type FileColumn<T> = {
  header: string;
  hint?: string;
  value: (row: T) => CsvValue | undefined;
  csv?: (row: T) => CsvValue;
  total?: ReactNode;
  totalValue?: CsvValue;
};

/** A table as a file: its columns and rows as they are shown, with whole values, and its totals as the last row. */
export function tableOf<T>(columns: readonly FileColumn<T>[], rows: readonly T[], totals: boolean): ChartTable {
  return {
    columns: columns.map(({ header, hint }) => ({ label: hint ? `${header} (${hint})` : header })),
    rows: [
      ...rows.map((row) => columns.map((column) => (column.csv ? column.csv(row) : (column.value(row) ?? null)))),
      ...(totals ? [columns.map(totalOf)] : []),
    ],
  };
}

function totalOf<T>({ total, totalValue }: FileColumn<T>): CsvValue {
  return totalValue ?? (typeof total === "string" ? total : null);
}
