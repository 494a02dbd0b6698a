import { type DataColumn, DataTable } from "@/components/ui/data-table";
import type { WindowAttempt } from "@/lib/contract/failover-detail";
import { formatInstant, formatMs, UNKNOWN_TEXT } from "@/lib/domain/format";
import classes from "./failovers.module.css";

type WindowTableProps = { attempts: WindowAttempt[]; n: number; at: string; tz: string };

/** The attempts of the window that caused a transition: what they say first, their names last. */
export function WindowTable({ attempts, n, at, tz }: WindowTableProps) {
  const atMs = Date.parse(at);
  // The instant is given to the microsecond, and read here to the millisecond.
  const agoMs = ({ started_at, duration_ms }: WindowAttempt) =>
    Math.max(0, Math.round(atMs - Date.parse(started_at) - duration_ms));
  const columns: DataColumn<WindowAttempt>[] = [
    {
      id: "ago",
      header: "Ended",
      hint: "before it",
      value: agoMs,
      cell: (row) => formatMs(agoMs(row)),
    },
    { id: "outcome", header: "Outcome", value: ({ outcome }) => outcome },
    {
      id: "ttft",
      header: "TTFT",
      numeric: true,
      value: ({ ttft_ms }) => ttft_ms,
      cell: ({ ttft_ms }) => (ttft_ms === null ? UNKNOWN_TEXT : formatMs(ttft_ms)),
    },
    {
      id: "duration",
      header: "Duration",
      numeric: true,
      value: ({ duration_ms }) => duration_ms,
      cell: ({ duration_ms }) => formatMs(duration_ms),
    },
    {
      id: "at",
      header: "Started",
      value: ({ started_at }) => started_at,
      cell: ({ started_at }) => formatInstant(started_at, tz),
    },
    { id: "id", header: "Attempt", value: ({ id }) => id, cell: ({ id }) => <code>{id}</code> },
  ];
  return (
    <>
      <p className={classes.help}>
        {attempts.length < n ? `The latest ${attempts.length} of the ${n} attempts` : `The ${n} attempts`} of the
        window, the latest first.
      </p>
      <DataTable
        caption="Attempts of the window"
        columns={columns}
        rows={attempts}
        rowKey={({ id }) => id}
        maxHeight={300}
      />
    </>
  );
}
