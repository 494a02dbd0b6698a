"use client";

import { useReport } from "@/components/shell/use-report";
import ui from "@/components/ui/ui.module.css";
import own from "./backtest.module.css";
import { type BacktestRow, prepareStats, type StatCell } from "./prepare-backtest";
import type { FinishedRun } from "./use-backtest";

type StatsTableProps = { last: FinishedRun; pinned: FinishedRun | null };

/** What was recorded, then the active policy and the draft replayed, and a draft that was kept to compare. */
export function StatsTable({ last, pinned }: StatsTableProps) {
  const { tz } = useReport();
  const { active } = last.reply;
  const rows = prepareStats(last.reply, tz);
  const pinnedRows = new Map<string, BacktestRow>(
    pinned ? prepareStats(pinned.reply, tz).map((row) => [row.label, row]) : [],
  );
  const heads = [
    { head: "As recorded", sub: "whatever routed it" },
    ...(active ? [{ head: "Active policy", sub: `version ${active.version}, replayed` }] : []),
    { head: "This draft", sub: "replayed" },
    ...(pinned ? [{ head: "Pinned draft", sub: "replayed" }] : []),
  ];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={ui.tableScroll} tabIndex={0} aria-label="Recorded and replayed, as a table">
      <table className={`${ui.table} ${ui.stickyFirst} ${own.stats}`}>
        <caption>Recorded and replayed</caption>
        <thead>
          <tr>
            <th scope="col">Metric</th>
            {heads.map(({ head, sub }) => (
              <th key={head} scope="col" data-numeric>
                {head}
                <span className={ui.sub}>{sub}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, recorded, active: ofActive, draft }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <Cell cell={recorded} />
              {ofActive && <Cell cell={ofActive} />}
              <Cell cell={draft} />
              {pinned && <Cell cell={pinnedRows.get(label)?.draft} />}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Cell({ cell }: { cell: StatCell | undefined }) {
  return (
    <td data-numeric>
      {cell?.text}
      {cell?.note && <span className={ui.sub}>{cell.note}</span>}
    </td>
  );
}
