import Link from "next/link";
import { Button } from "@/components/ui/button";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Pill } from "@/components/ui/pill";
import { usdColumn } from "@/components/ui/usd-column";
import type { Month } from "@/lib/contract/months";
import { formatInstant, formatWhole } from "@/lib/domain/format";
import { type Message, message, t } from "@/lib/messages/translate";
import { describeSince, monthName } from "./describe-month";

const STATE_LABELS: Readonly<Record<Month["state"], Message>> = {
  running: message("Running|a month"),
  open: message("Open|a month"),
  closed: message("Closed|a month"),
};

const COLUMNS: DataColumn<Month>[] = [
  {
    id: "month",
    header: message("Month"),
    value: ({ month }) => month,
    cell: ({ month, state }) =>
      state === "closed" ? <Link href={`/ledger/${month}`}>{monthName(month)}</Link> : monthName(month),
  },
  {
    id: "state",
    header: message("State"),
    value: ({ state }) => t(STATE_LABELS[state]),
    cell: ({ state }) => <Pill tone={state === "closed" ? "good" : "neutral"}>{t(STATE_LABELS[state])}</Pill>,
  },
  usdColumn({ id: "cost", header: message("Cost"), of: ({ cost_usd }) => cost_usd }),
  {
    id: "attempts",
    header: message("Attempts"),
    numeric: true,
    value: ({ attempts }) => attempts,
    cell: ({ attempts }) => formatWhole(attempts),
  },
  {
    id: "unpriced",
    header: message("Unpriced"),
    numeric: true,
    value: ({ unpriced_attempts }) => unpriced_attempts,
    cell: ({ unpriced_attempts }) => formatWhole(unpriced_attempts),
  },
  {
    id: "records",
    header: message("Usage records"),
    numeric: true,
    value: ({ usage_records }) => usage_records,
    cell: ({ usage_records }) => formatWhole(usage_records),
  },
  {
    id: "since",
    header: message("Arrived after the close"),
    value: ({ closed }) => (closed ? describeSince(closed.since) : null),
  },
  {
    id: "closed",
    header: STATE_LABELS.closed,
    wrap: true,
    value: ({ closed }) => closed?.at ?? null,
    cell: ({ closed, zone }) =>
      closed ? t("{at} by {by}", { at: formatInstant(closed.at, zone, "minute"), by: closed.by }) : null,
  },
];

type MonthTableProps = {
  months: readonly Month[];
  /** Null for whoever may not. */
  onClose: ((month: Month) => void) | null;
};

/** Months as a table, newest first. */
export function MonthTable({ months, onClose }: MonthTableProps) {
  const actions: DataColumn<Month> = {
    id: "action",
    header: t("Sign"),
    sortable: false,
    value: () => null,
    csv: () => null,
    cell: (month) =>
      month.state === "open" && onClose ? (
        <Button
          variant="default"
          aria-label={t("Close {month}", { month: monthName(month.month) })}
          onClick={() => onClose(month)}
        >
          {t("Close|a month")}
        </Button>
      ) : null,
  };
  return (
    <DataTable
      caption={t("Months")}
      columns={onClose ? [...COLUMNS, actions] : COLUMNS}
      rows={[...months]}
      rowKey={({ month }) => month}
      sortBy={{ id: "month", desc: true }}
      csv
    />
  );
}
