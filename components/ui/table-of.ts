import type { ReactNode } from "react";
import type { CsvValue } from "@/lib/domain/csv-line";
import { type Text, textOf } from "@/lib/messages/translate";
import type { ChartTable } from "./csv";

type FileColumn<T> = {
  header: Text;
  hint?: Text;
  value: (row: T) => CsvValue | undefined;
  csv?: (row: T) => CsvValue;
  total?: ReactNode;
  totalValue?: CsvValue;
};

/** A table as a file: its columns and rows as they are shown, with whole values, and its totals as the last row. */
export function tableOf<T>(columns: readonly FileColumn<T>[], rows: readonly T[], totals: boolean): ChartTable {
  return {
    columns: columns.map(({ header, hint }) => ({
      label: hint ? `${textOf(header)} (${textOf(hint)})` : textOf(header),
    })),
    rows: [
      ...rows.map((row) => columns.map((column) => (column.csv ? column.csv(row) : (column.value(row) ?? null)))),
      ...(totals ? [columns.map(totalOf)] : []),
    ],
  };
}

function totalOf<T>({ total, totalValue }: FileColumn<T>): CsvValue {
  return totalValue ?? (typeof total === "string" ? total : null);
}
