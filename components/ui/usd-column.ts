import type { ReactNode } from "react";
import type { Text } from "@/lib/messages/translate";
import type { DataColumn } from "./data-table";
import type { UsdAmounts, UsdFormat } from "./usd-format";

type UsdColumn<T> = UsdAmounts<T> & {
  id: string;
  header: Text;
  hint?: Text | undefined;
  /** What a cell shows where that is not just the amount. */
  cell?: (row: T, format: UsdFormat) => ReactNode;
};

/** A column of dollars: it sorts by the amount, its cells share one unit, and a file has every digit. */
export function usdColumn<T>({ id, header, hint, cell, ...usd }: UsdColumn<T>): DataColumn<T> {
  const { of, total } = usd;
  return {
    ...{ id, header, numeric: true, usd },
    ...(hint && { hint }),
    ...(cell && { cell }),
    ...(total !== undefined && { totalValue: total }),
    value: (row) => {
      const amount = of(row);
      return amount == null ? null : Number(amount);
    },
    csv: (row) => of(row) ?? null,
  };
}
