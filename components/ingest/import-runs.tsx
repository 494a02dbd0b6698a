"use client";

import { useReport } from "@/components/shell/use-report";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Pill } from "@/components/ui/pill";
import type { ImportJob } from "@/lib/client/imports/import-job";
import type { ImportOptions, ImportRun } from "@/lib/contract/imports";
import { formatInstant, formatWhole } from "@/lib/domain/format";
import type { FormatChoice } from "./check-panel";
import { ForgetImport } from "./forget-import";
import { importRunState } from "./import-run-state";
import classes from "./ingest.module.css";

type ImportRunsProps = {
  runs: readonly ImportRun[];
  asOf: string;
  formats: readonly FormatChoice[];
  job: ImportJob | null;
};

/** The imports that moved last; one that stopped goes on when the same file is chosen again. */
export function ImportRuns({ runs, asOf, formats, job }: ImportRunsProps) {
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
      value: (run) => importRunState(run, asOf, job).text,
      cell: (run) => {
        const { text, tone, isInterrupted } = importRunState(run, asOf, job);
        return (
          <span className={classes.runState}>
            <Pill tone={tone}>{text}</Pill>
            {isInterrupted && run.accepted === 0 && <ForgetImport run={run} />}
          </span>
        );
      },
    },
    count("rows", "Rows", ({ rows_done }) => rows_done),
    count("accepted", "Stored", ({ accepted }) => accepted),
    count("duplicates", "Known", ({ duplicates }) => duplicates),
    count("rejected", "Rejected", ({ rejected }) => rejected),
    {
      id: "moved",
      header: "Moved",
      value: ({ moved_at }) => moved_at,
      cell: (run) => formatInstant(run.moved_at, tz, "minute"),
    },
    { id: "mapping", header: "Read as", value: ({ options }) => describeMapping(options, formats) },
    { id: "actor", header: "By", value: ({ actor }) => actor },
  ];
  const isAnyInterrupted = runs.some((run) => run.options && importRunState(run, asOf, job).isInterrupted);
  return (
    <>
      <DataTable caption="Imports" columns={columns} rows={[...runs]} rowKey={({ id }) => id} maxHeight={260} />
      {isAnyInterrupted && (
        <p className={classes.help}>An interrupted import continues when its file is chosen again.</p>
      )}
    </>
  );
}

function describeMapping(options: ImportOptions | null, formats: readonly FormatChoice[]): string | null {
  if (options === null) return null;
  const { source, maps, sets, zone } = options;
  if (source !== null) return formats.find(({ value }) => value === source)?.label ?? source;
  const fields = [...maps.map(({ field }) => field), ...Object.keys(sets)];
  const columns = fields.length === 0 ? "columns as named" : `${fields.length} fields mapped`;
  return zone === null ? columns : `${columns}, ${zone}`;
}
