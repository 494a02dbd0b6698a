"use client";

import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { Pill } from "@/components/ui/pill";
import { EmptyBox } from "@/components/ui/state-box";
import { type IngestHealth, type IngestSender, LAG_MAX_MS } from "@/lib/contract/ingest-health";
import { formatMs, formatPercent, formatRelative, formatWhole, UNKNOWN_TEXT } from "@/lib/domain/format";
import { CHECK_STATE_WORDS, CHECK_TONES } from "./check-words";
import { senderName } from "./sender-name";

/** What comes of each sender: how much, how late, what was sent twice, refused or cannot be true. */
export function SendersPanel({ at, senders }: IngestHealth) {
  const columns: DataColumn<IngestSender>[] = [
    { id: "sender", header: "Sender", value: senderName },
    {
      id: "rate",
      header: "Records/min",
      hint: "last 5 min",
      numeric: true,
      value: ({ records_per_minute }) => records_per_minute,
      cell: ({ records_per_minute: rate }) => (rate > 0 && rate < 10 ? rate.toFixed(1) : formatWhole(rate)),
    },
    {
      id: "last",
      header: "Last post",
      value: ({ last_at }) => last_at,
      cell: ({ last_at }) => formatRelative(last_at, at),
    },
    {
      id: "lag",
      header: "Lag",
      hint: "p50 · p99, 1 h",
      numeric: true,
      value: ({ lag_p99_ms }) => lag_p99_ms,
      cell: ({ lag_p50_ms, lag_p99_ms }) =>
        lag_p99_ms === null ? UNKNOWN_TEXT : `${formatLag(lag_p50_ms)} · ${formatLag(lag_p99_ms)}`,
    },
    count("records", "Records", "24 h", ({ records }) => records),
    {
      id: "late",
      header: "Late",
      hint: "over 5 min",
      numeric: true,
      value: ({ late_share }) => late_share,
      cell: ({ late_share }) => formatPercent(late_share, 1),
    },
    count("duplicates", "Duplicates", "24 h", ({ duplicates }) => duplicates),
    count("rejected", "Refused", "24 h", ({ rejected }) => rejected),
    { id: "tests", header: "Tests", value: ({ checks }) => worst(checks), cell: (row) => <Tests {...row} /> },
  ];
  return (
    <Panel title="Senders" says="By key and format; the tests are explained below">
      {senders.length === 0 ? (
        <EmptyBox
          title="Nothing has come in a week"
          hint="Connect a router below: each key shows here with its first post."
        />
      ) : (
        <DataTable
          caption="What comes of each sender"
          columns={columns}
          rows={senders}
          rowKey={({ key_id, source }) => `${key_id} ${source}`}
          sortBy={{ id: "records", desc: true }}
          maxHeight={360}
        />
      )}
    </Panel>
  );
}

function count(id: string, header: string, hint: string, of: (row: IngestSender) => number): DataColumn<IngestSender> {
  return { id, header, hint, numeric: true, value: of, cell: (row) => formatWhole(of(row)) };
}

function formatLag(ms: number | null): string {
  return ms !== null && ms >= LAG_MAX_MS ? "≥ 1 h" : formatMs(ms);
}

const SEVERITY = { fail: 3, warn: 2, pass: 1, too_few: 0 } as const;

function worst(checks: IngestSender["checks"]): number {
  return Math.max(...checks.map(({ state }) => SEVERITY[state]));
}

function Tests({ checks }: Pick<IngestSender, "checks">) {
  const counted = (["fail", "warn", "pass"] as const).flatMap((state) => {
    const n = checks.filter((check) => check.state === state).length;
    return n === 0 ? [] : [{ state, n }];
  });
  if (counted.length === 0) return <Pill>{CHECK_STATE_WORDS.too_few}</Pill>;
  return (
    <>
      {counted.map(({ state, n }) => (
        <Pill key={state} tone={CHECK_TONES[state]}>
          {n} {CHECK_STATE_WORDS[state]}
        </Pill>
      ))}
    </>
  );
}
