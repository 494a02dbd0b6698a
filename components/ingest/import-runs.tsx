"use client";

import { useReport } from "@/components/shell/use-report";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Pill } from "@/components/ui/pill";
import type { ImportJob } from "@/lib/client/imports/import-job";
import type { ImportOptions, ImportRun } from "@/lib/contract/imports";
import { formatInstant, formatWhole } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
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
    { id: "file", header: t("File"), value: ({ file_name }) => file_name },
    {
      id: "state",
      header: t("State"),
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
    count("rows", t("Rows"), ({ rows_done }) => rows_done),
    count("accepted", t("Stored"), ({ accepted }) => accepted),
    count("duplicates", t("Known"), ({ duplicates }) => duplicates),
    count("rejected", t("Rejected"), ({ rejected }) => rejected),
    {
      id: "moved",
      header: t("Moved"),
      value: ({ moved_at }) => moved_at,
      cell: (run) => formatInstant(run.moved_at, tz, "minute"),
    },
    { id: "mapping", header: t("Read as"), value: ({ options }) => describeMapping(options, formats) },
    { id: "actor", header: t("By"), value: ({ actor }) => actor },
  ];
  const isAnyInterrupted = runs.some((run) => run.options && importRunState(run, asOf, job).isInterrupted);
  return (
    <>
      <DataTable caption={t("Imports")} columns={columns} rows={[...runs]} rowKey={({ id }) => id} maxHeight={260} />
      {isAnyInterrupted && (
        <p className={classes.help}>{t("An interrupted import continues when its file is chosen again.")}</p>
      )}
    </>
  );
}

function describeMapping(options: ImportOptions | null, formats: readonly FormatChoice[]): string | null {
  if (options === null) return null;
  const { source, maps, sets, zone } = options;
  if (source !== null) return formats.find(({ value }) => value === source)?.label ?? source;
  const fields = [...maps.map(({ field }) => field), ...Object.keys(sets)];
  const columns = fields.length === 0 ? t("columns as named") : t("{count} fields mapped", { count: fields.length });
  return zone === null ? columns : `${columns}, ${zone}`;
}
