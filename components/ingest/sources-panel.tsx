"use client";

import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { Pill } from "@/components/ui/pill";
import { EmptyBox } from "@/components/ui/state-box";
import { type IngestHealth, LAG_MAX_MS, type SourceHealth } from "@/lib/contract/ingest-health";
import { formatMs, formatPercent, formatRelative, formatWhole, UNKNOWN_TEXT } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { CHECK_STATE_LABELS, CHECK_TONES } from "./check-labels";
import { sourceNamer } from "./source-name";

/** What arrives from each source: how much, how late, what was sent twice, refused or cannot be true. */
export function SourcesPanel({ at, senders: sources }: IngestHealth) {
  const columns: DataColumn<SourceHealth>[] = [
    { id: "source", header: t("Source"), value: sourceNamer(sources) },
    {
      id: "rate",
      header: t("Records/min"),
      hint: t("last 5 min"),
      numeric: true,
      value: ({ records_per_minute }) => records_per_minute,
      cell: ({ records_per_minute: rate }) => (rate > 0 && rate < 10 ? rate.toFixed(1) : formatWhole(rate)),
    },
    {
      id: "last",
      header: t("Last post"),
      value: ({ last_at }) => last_at,
      cell: ({ last_at }) => formatRelative(last_at, at),
    },
    {
      id: "lag",
      header: t("Lag"),
      hint: "p50 · p99, 1 h",
      numeric: true,
      value: ({ lag_p99_ms }) => lag_p99_ms,
      cell: ({ lag_p50_ms, lag_p99_ms }) =>
        lag_p99_ms === null ? UNKNOWN_TEXT : `${formatLag(lag_p50_ms)} · ${formatLag(lag_p99_ms)}`,
    },
    count("records", t("Records"), "24 h", ({ records }) => records),
    {
      id: "late",
      header: t("Late"),
      hint: t("over 5 min"),
      numeric: true,
      value: ({ late_share }) => late_share,
      cell: ({ late_share }) => formatPercent(late_share, 1),
    },
    count("duplicates", t("Duplicates"), "24 h", ({ duplicates }) => duplicates),
    count("rejected", t("Rejected"), "24 h", ({ rejected }) => rejected),
    { id: "tests", header: t("Tests"), value: worst, cell: (row) => <Tests {...row} /> },
  ];
  return (
    <Panel title={t("Sources")} subtitle={t("By key and format; the tests are explained below")}>
      {sources.length === 0 ? (
        <EmptyBox
          title={t("Nothing arrived in a week")}
          hint={t("Connect a router below: each key appears here with its first post.")}
        />
      ) : (
        <DataTable
          caption={t("What arrives from each source")}
          columns={columns}
          rows={sources}
          rowKey={({ key_id, source }) => `${key_id} ${source}`}
          sortBy={{ id: "records", desc: true }}
          maxHeight={360}
        />
      )}
    </Panel>
  );
}

function count(id: string, header: string, hint: string, of: (row: SourceHealth) => number): DataColumn<SourceHealth> {
  return { id, header, hint, numeric: true, value: of, cell: (row) => formatWhole(of(row)) };
}

function formatLag(ms: number | null): string {
  return ms !== null && ms >= LAG_MAX_MS ? "≥ 1 h" : formatMs(ms);
}

const SEVERITY = { fail: 3, warn: 2, pass: 1, too_few: 0 } as const;

type Tested = Pick<SourceHealth, "checks" | "records" | "ignored">;

function worst(row: Tested): number {
  return sendsNoCalls(row) ? SEVERITY.fail : Math.max(...row.checks.map(({ state }) => SEVERITY[state]));
}

/** Whether all that arrived was left out: nothing of it counts anywhere. */
function sendsNoCalls({ records, ignored }: Tested): boolean {
  return records === 0 && ignored.length > 0;
}

function Tests(row: Tested) {
  if (sendsNoCalls(row)) return <Pill tone={CHECK_TONES.fail}>{t("sends no calls")}</Pill>;
  const { checks } = row;
  const counted = (["fail", "warn", "pass"] as const).flatMap((state) => {
    const n = checks.filter((check) => check.state === state).length;
    return n === 0 ? [] : [{ state, n }];
  });
  if (counted.length === 0) return <Pill>{t(CHECK_STATE_LABELS.too_few)}</Pill>;
  return (
    <>
      {counted.map(({ state, n }) => (
        <Pill key={state} tone={CHECK_TONES[state]}>
          {t("{n} {state, select, fail {fails} warn {warning} other {pass}}", { n, state })}
        </Pill>
      ))}
    </>
  );
}
