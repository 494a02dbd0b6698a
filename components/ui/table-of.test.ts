import { expect, test } from "vitest";
import { toCsv } from "./csv";
import { tableOf } from "./table-of";

type Row = { app: string; cost: string | null };
const columns = [
  { header: "App", value: ({ app }: Row) => app, total: "Total" },
  {
    ...{ header: "Spend", hint: "USD", total: "$1.24", totalValue: "1.2345" },
    value: ({ cost }: Row) => (cost === null ? null : Number(cost)),
    csv: ({ cost }: Row) => cost,
  },
];
const rows: Row[] = [
  { app: "b", cost: "1.2345" },
  { app: "a", cost: null },
];

test("a file has the columns and rows of the screen in their order, whole values, and the totals last", () => {
  expect(toCsv(tableOf(columns, rows, true))).toBe("\uFEFFApp,Spend (USD)\r\nb,1.2345\r\na,\r\nTotal,1.2345\r\n");
});

test("a table without totals has none in its file", () => {
  expect(tableOf(columns, rows, false).rows).toHaveLength(2);
});
