"use client";

import { useReport } from "@/components/shell/use-report";
import ui from "@/components/ui/ui.module.css";
import own from "./backtest.module.css";
import { type FigureCell, type FigureRow, prepareFigures } from "./prepare-backtest";
import type { FinishedRun } from "./use-backtest";

type FiguresTableProps = { last: FinishedRun; kept: FinishedRun | null };

/** Before → after with intervals, and the same of a draft that was kept to compare. */
export function FiguresTable({ last, kept }: FiguresTableProps) {
  const { tz } = useReport();
  const rows = prepareFigures(last.reply, tz);
  const keptRows = new Map<string, FigureRow>(
    kept ? prepareFigures(kept.reply, tz).map((row) => [row.label, row]) : [],
  );
  const heads = kept ? ["Before", "After", "Kept draft: before", "Kept draft: after"] : ["Before", "After"];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={ui.tableScroll} tabIndex={0} aria-label="Before and after, as a table">
      <table className={`${ui.table} ${ui.stickyFirst} ${own.figures}`}>
        <caption>Before and after</caption>
        <thead>
          <tr>
            <th scope="col">Figure</th>
            {heads.map((head) => (
              <th key={head} scope="col" data-numeric>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, before, after }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <Cell cell={before} />
              <Cell cell={after} />
              {kept && <Cell cell={keptRows.get(label)?.before} />}
              {kept && <Cell cell={keptRows.get(label)?.after} />}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Cell({ cell }: { cell: FigureCell | undefined }) {
  return (
    <td data-numeric>
      {cell?.text}
      {cell?.note && <span className={ui.sub}>{cell.note}</span>}
    </td>
  );
}
