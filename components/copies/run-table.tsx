import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Pill } from "@/components/ui/pill";
import type { ExportRun } from "@/lib/contract/export-schedules";
import { formatInstant, formatWhole } from "@/lib/domain/format";
import { message, t } from "@/lib/messages/translate";
import { describePeriod, STATE_LABELS, STATE_TONES } from "./describe-copy";

const COLUMNS: DataColumn<ExportRun>[] = [
  { id: "schedule", header: message("Copy"), value: ({ schedule }) => schedule },
  { id: "period", header: message("Period"), value: ({ from }) => from, cell: describePeriod },
  {
    id: "state",
    header: message("Result"),
    value: ({ state }) => t(STATE_LABELS[state]),
    cell: ({ state }) => <Pill tone={STATE_TONES[state]}>{t(STATE_LABELS[state])}</Pill>,
  },
  {
    id: "ended",
    header: message("Ended"),
    value: ({ ended_at }) => ended_at,
    cell: ({ ended_at }) => formatInstant(ended_at, "UTC", "minute"),
  },
  {
    id: "bytes",
    header: message("Bytes"),
    numeric: true,
    value: ({ bytes }) => bytes,
    cell: ({ bytes }) => formatWhole(bytes),
  },
  { id: "where", header: message("Where, or why not"), wrap: true, value: ({ location, error }) => error ?? location },
  { id: "by", header: message("Asked for by"), value: ({ requested_by }) => requested_by ?? t("schedule") },
];

/** Readers are not told where the server keeps files. */
const READER_COLUMNS = COLUMNS.map(
  (column): DataColumn<ExportRun> =>
    column.id === "where" ? { ...column, header: message("Why not"), value: ({ error }) => error } : column,
);

/** How copies went, the latest period first. */
export function RunTable({ runs, canEdit }: { runs: readonly ExportRun[]; canEdit: boolean }) {
  return (
    <DataTable
      caption={t("History")}
      columns={canEdit ? COLUMNS : READER_COLUMNS}
      rows={[...runs]}
      rowKey={({ id }) => String(id)}
      sortBy={{ id: "period", desc: true }}
      maxHeight={420}
    />
  );
}
