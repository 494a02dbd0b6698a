"use client";

import { STATE_TEXT } from "@/components/breakers/state-text";
import { useReport } from "@/components/shell/use-report";
import type { Cell, ChartTable } from "@/components/ui/csv";
import { PlainTable } from "@/components/ui/plain-table";
import ui from "@/components/ui/ui.module.css";
import type { BacktestReply, BacktestTransition } from "@/lib/contract/backtest";
import { formatInstant, formatMs, formatPercent, formatWhole, UNKNOWN_TEXT } from "@/lib/domain/format";
import { type Message, message, t } from "@/lib/messages/translate";
import own from "./backtest.module.css";

const REASONS: Record<BacktestTransition["reason"], Message> = {
  error_rate: message("error rate"),
  latency: message("latency"),
  cooldown: message("cooldown over"),
  recovered: message("recovered"),
};
const TABLE_HEIGHT = 320;

/** Every transition, and who would have got whose attempts. */
export function BacktestLists({ reply }: { reply: BacktestReply }) {
  const { tz } = useReport();
  const { transitions, transitions_left_off: leftOff, moved, regions } = reply;
  return (
    <>
      {moved.length > 0 && (
        <div>
          <h3 className={own.heading}>{t("Moved attempts")}</h3>
          <p className={ui.subtitle}>
            {regions
              .filter((region) => region.moved > 0)
              .map(({ region, moved_share }) => `${region} ${formatPercent(moved_share)}`)
              .join(" · ")}
          </p>
          <PlainTable caption={t("Moved attempts")} table={movedTable(reply)} maxHeight={TABLE_HEIGHT} />
        </div>
      )}
      {transitions.length > 0 && (
        <div>
          <h3 className={own.heading}>
            {t("Transitions ({count})", { count: formatWhole(transitions.length + leftOff) })}
          </h3>
          <PlainTable caption={t("Transitions")} table={transitionTable(transitions, tz)} maxHeight={TABLE_HEIGHT} />
          {leftOff > 0 && (
            <p className={ui.subtitle}>
              {t("The {count} after these are not listed.", { count: formatWhole(leftOff) })}
            </p>
          )}
        </div>
      )}
    </>
  );
}

function movedTable({ moved }: BacktestReply): ChartTable {
  return {
    columns: [
      { label: t("From|origin") },
      { label: t("To|destination") },
      { label: t("Region") },
      { label: t("Attempts"), format: whole },
      { label: t("Without evidence"), format: whole },
    ],
    rows: moved.map((flow) => [flow.from_model, flow.to_model, flow.region, flow.attempts, flow.without_evidence]),
  };
}

function transitionTable(transitions: readonly BacktestTransition[], zone: string): ChartTable {
  return {
    columns: [
      { label: t("Model") },
      { label: t("Region") },
      { label: t("At"), format: (at) => formatInstant(String(at), zone) },
      { label: t("Change") },
      { label: t("Reason") },
      { label: t("Counted"), format: whole },
      { label: t("Failed"), format: whole },
      { label: t("Value") },
    ],
    rows: transitions.map((one): Cell[] => [
      one.model,
      one.region,
      one.at,
      `${t(STATE_TEXT[one.from])} → ${t(STATE_TEXT[one.to])}`,
      t(REASONS[one.reason]),
      one.n,
      one.failures,
      valueText(one),
    ]),
  };
}

function valueText({ reason, value, threshold }: BacktestTransition): string {
  if (value === null) return UNKNOWN_TEXT;
  const format = reason === "latency" ? formatMs : (share: number | null) => formatPercent(share);
  return threshold === null
    ? format(value)
    : `${format(value)} ${reason === "recovered" ? "≤" : ">"} ${format(threshold)}`;
}

function whole(value: Cell): string {
  return formatWhole(typeof value === "number" ? value : null);
}
