"use client";

import { useReport } from "@/components/shell/use-report";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Pill } from "@/components/ui/pill";
import type { ImportRun } from "@/lib/contract/imports";
import { formatInstant, formatWhole } from "@/lib/domain/format";

/** The imports that moved last; one that stopped goes on when the same file is chosen again. */
export function ImportRuns({ runs }: { runs: readonly ImportRun[] }) {
  const { tz } = useReport();
  if (runs.length === 0) return null;
  const count = (id: string, header: string, of: (run: ImportRun) => number): DataColumn<ImportRun> => {
    return { id, header, numeric: true, value: of, cell: (run) => formatWhole(of(run)) };
  };
  const columns: DataColumn<ImportRun>[] = [
    { id: "file", header: "File", value: ({ file_name }) => file_name },
    {
      id: "state",
      header: "State",
      value: ({ finished_at }) => finished_at ?? "",
      cell: ({ finished_at }) =>
        finished_at ? <Pill tone="good">done</Pill> : <Pill tone="warn">choose it again to go on</Pill>,
    },
    {
      id: "moved",
      header: "Moved",
      value: ({ moved_at }) => moved_at,
      cell: (run) => formatInstant(run.moved_at, tz, "minute"),
    },
    count("rows", "Rows", ({ rows_done }) => rows_done),
    count("accepted", "Stored", ({ accepted }) => accepted),
    count("duplicates", "Known", ({ duplicates }) => duplicates),
    count("rejected", "Refused", ({ rejected }) => rejected),
    { id: "actor", header: "By", value: ({ actor }) => actor },
  ];
  return <DataTable caption="Imports" columns={columns} rows={[...runs]} rowKey={({ id }) => id} maxHeight={260} />;
}
