"use client";

import { useState } from "react";
import { Panel } from "@/components/ui/panel";
import { formatOfName } from "@/lib/client/imports/format-of-name";
import { importJobs } from "@/lib/client/imports/import-job";
import type { ImportRun } from "@/lib/contract/imports";
import { t } from "@/lib/messages/translate";
import type { FormatChoice } from "./check-panel";
import { ImportForm } from "./import-form";
import { ImportJobStatus } from "./import-job-status";
import { ImportRuns } from "./import-runs";
import classes from "./ingest.module.css";
import { useImportJob } from "./use-import";

type ImportPanelProps = {
  formats: readonly FormatChoice[];
  usageSources: readonly FormatChoice[];
  runs: readonly ImportRun[];
  /** When the runs were read. */
  asOf: string;
};

/** Takes a file of history: how its rows become attempts, what the first ones would be, and then all of them. */
export function ImportPanel({ formats, usageSources, runs, asOf }: ImportPanelProps) {
  // Each choice is one of its own, so that nothing said of one file is taken for the next, or for it a second time.
  const [chosen, setChosen] = useState<{ file: File; count: number } | null>(null);
  const job = useImportJob();
  const isRunning = job?.state === "running";
  const format = chosen && formatOfName(chosen.file.name);
  return (
    <Panel
      title={t("Import a file")}
      subtitle={t(
        "CSV (with commas, semicolons or tabs), JSON or JSON lines, optionally gzipped (.gz). Attempts may be older than the raw retention. Importing a file twice changes nothing",
      )}
    >
      <div className={classes.stack}>
        <label className={classes.file}>
          {t("File")}
          <input
            type="file"
            accept=".csv,.json,.jsonl,.ndjson,.gz"
            disabled={isRunning}
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              setChosen(file ? { file, count: (chosen?.count ?? 0) + 1 } : null);
              importJobs.clear();
            }}
          />
        </label>
        {chosen && format === null && (
          <p className={classes.problem}>
            {t("The name must end in .csv, .json, .jsonl or .ndjson, optionally followed by .gz.")}
          </p>
        )}
        {chosen && format && (
          <ImportForm
            key={chosen.count}
            file={chosen.file}
            format={format}
            formats={formats}
            usageSources={usageSources}
            runs={runs}
            isBusy={isRunning}
          />
        )}
        <ImportJobStatus job={job} />
        <ImportRuns runs={runs} asOf={asOf} formats={formats} job={job} />
      </div>
    </Panel>
  );
}
