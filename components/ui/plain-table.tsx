import { t } from "@/lib/messages/translate";
import type { Cell, ChartTable } from "./csv";
import classes from "./ui.module.css";

const MAX_ROWS = 1_000;

type PlainTableProps = { caption: string; table: ChartTable; maxHeight?: number };

/** A chart as a table: the first column names the row. */
export function PlainTable({ caption, table, maxHeight }: PlainTableProps) {
  const { columns, rows } = table;
  const label = t("{caption}, as a table", { caption });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={classes.tableScroll} style={{ maxHeight }} tabIndex={0} aria-label={label}>
      <table className={`${classes.table} ${classes.stickyFirst}`}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ label, numeric }, index) => (
              <th key={label} scope="col" data-numeric={numeric || isNumeric(rows, index) || undefined}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MAX_ROWS).map((row) => (
            <tr key={row.join("|")}>
              {columns.map(({ label, numeric, format }, index) => {
                const shown = cellText(row[index] ?? null, format);
                if (index === 0) {
                  return (
                    <th key={label} scope="row">
                      {shown}
                    </th>
                  );
                }
                return (
                  <td key={label} data-numeric={numeric || isNumeric(rows, index) || undefined}>
                    {shown}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > MAX_ROWS && (
        <p className={classes.subtitle}>
          {t("The first {shown} rows; the CSV has all {count}.", { shown: MAX_ROWS, count: rows.length })}
        </p>
      )}
    </section>
  );
}

function cellText(value: Cell, format?: (value: Cell) => string): string {
  if (format) return format(value);
  return value === null ? "—" : String(value);
}

function isNumeric(rows: Cell[][], index: number): boolean {
  return index > 0 && rows.some((row) => typeof row[index] === "number");
}
