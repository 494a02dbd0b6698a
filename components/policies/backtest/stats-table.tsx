"use client";

import { useReport } from "@/components/shell/use-report";
import ui from "@/components/ui/ui.module.css";
import { t } from "@/lib/messages/translate";
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
    { head: t("As recorded"), sub: t("whatever routed it") },
    ...(active
      ? [{ head: t("Active policy"), sub: t("version {version}, replayed", { version: active.version }) }]
      : []),
    { head: t("This draft"), sub: t("replayed") },
    ...(pinned ? [{ head: t("Pinned draft"), sub: t("replayed") }] : []),
  ];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={ui.tableScroll} tabIndex={0} aria-label={t("Recorded and replayed, as a table")}>
      <table className={`${ui.table} ${ui.stickyFirst} ${own.stats}`}>
        <caption>{t("Recorded and replayed")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("Metric")}</th>
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
