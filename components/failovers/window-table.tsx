import { type DataColumn, DataTable } from "@/components/ui/data-table";
import type { WindowAttempt } from "@/lib/contract/failover-detail";
import { formatInstant, formatMs, UNKNOWN_TEXT } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
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
      header: t("Ended"),
      hint: t("before it"),
      value: agoMs,
      cell: (row) => formatMs(agoMs(row)),
    },
    { id: "outcome", header: t("Outcome"), value: ({ outcome }) => outcome },
    {
      id: "ttft",
      header: "TTFT",
      numeric: true,
      value: ({ ttft_ms }) => ttft_ms,
      cell: ({ ttft_ms }) => (ttft_ms === null ? UNKNOWN_TEXT : formatMs(ttft_ms)),
    },
    {
      id: "duration",
      header: t("Duration"),
      numeric: true,
      value: ({ duration_ms }) => duration_ms,
      cell: ({ duration_ms }) => formatMs(duration_ms),
    },
    {
      id: "at",
      header: t("Started"),
      value: ({ started_at }) => started_at,
      cell: ({ started_at }) => formatInstant(started_at, tz),
    },
    { id: "id", header: t("Attempt"), value: ({ id }) => id, cell: ({ id }) => <code>{id}</code> },
  ];
  return (
    <>
      <p className={classes.help}>
        {attempts.length < n
          ? t("The latest {shown} of the {n} attempts of the window, the latest first.", { shown: attempts.length, n })
          : t("The {n} attempts of the window, the latest first.", { n })}
      </p>
      <DataTable
        caption={t("Attempts of the window")}
        columns={columns}
        rows={attempts}
        rowKey={({ id }) => id}
        maxHeight={300}
      />
    </>
  );
}
