"use client";

import { TextInput } from "@mantine/core";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Choice } from "@/components/ui/choice";
import { Panel } from "@/components/ui/panel";
import type { ImportRun } from "@/lib/contract/imports";
import type { FormatChoice } from "./check-panel";
import { RECORD_FIELDS } from "./fix-draft";
import { formatOfName, NO_MAPPING, suggestedLines, toOptions } from "./import-draft";
import { ImportPreviewTable } from "./import-preview-table";
import { ImportProgressBar } from "./import-progress-bar";
import { ImportRuns } from "./import-runs";
import classes from "./ingest.module.css";
import { MapLines } from "./map-lines";
import { useImport, useImportPreview } from "./use-import";

const COLUMNS = "columns";

/** Takes a file of history: how its rows become attempts, what the first ones would be, and then all of them. */
export function ImportPanel({ formats, runs }: { formats: readonly FormatChoice[]; runs: readonly ImportRun[] }) {
  const [file, setFile] = useState<File | null>(null);
  const [draft, setDraft] = useState(NO_MAPPING);
  const [isSuggested, setSuggested] = useState(false);
  const { run, progress, stop } = useImport();
  const format = file && formatOfName(file.name);
  const options = toOptions(draft);
  const preview = useImportPreview(file, format, options);
  const columns = preview.data?.columns ?? [];
  if (file && !isSuggested && draft.source === null && columns.length > 0 && !preview.isPlaceholderData) {
    setSuggested(true);
    setDraft({ ...draft, lines: suggestedLines(columns, RECORD_FIELDS) });
  }
  const kinds = [{ value: COLUMNS, label: "Records, or columns mapped to them" }, ...formats];
  const isSending = run.isPending;
  return (
    <Panel
      title="Import a file"
      says="CSV, JSON or JSON lines, packed (.gz) or not; also attempts older than raw ones are kept. Running it again changes nothing"
    >
      <div className={classes.stack}>
        <div className={classes.fields}>
          <label className={classes.file}>
            File
            <input
              type="file"
              accept=".csv,.json,.jsonl,.ndjson,.gz"
              disabled={isSending}
              onChange={(event) => {
                setFile(event.currentTarget.files?.[0] ?? null);
                setSuggested(false);
                run.reset();
              }}
            />
          </label>
          <Choice
            label="Its rows are"
            options={kinds}
            value={draft.source ?? COLUMNS}
            onChange={(kind) => setDraft({ ...draft, source: kind === COLUMNS ? null : kind })}
          />
        </div>
        {file && format === null && (
          <p className={classes.problem}>
            The name must end in .csv, .json, .jsonl or .ndjson, perhaps with .gz after it.
          </p>
        )}
        {file && format && draft.source === null && columns.length > 0 && (
          <>
            <MapLines columns={columns} lines={draft.lines} onChange={(lines) => setDraft({ ...draft, lines })} />
            <TextInput
              label="Zone of times that name none"
              placeholder="such as UTC or Asia/Shanghai"
              w={280}
              value={draft.zone}
              onChange={(event) => setDraft({ ...draft, zone: event.currentTarget.value })}
            />
          </>
        )}
        {preview.error && <p className={classes.problem}>{preview.error.message}</p>}
        {file && format && preview.data && <ImportPreviewTable {...preview.data} />}
        {file && format && (
          <div className={classes.buttons}>
            <Button
              disabled={preview.error !== null}
              loading={isSending}
              onClick={() => run.mutate({ file, format, options, isConfirmed: false })}
            >
              Import {file.name}
            </Button>
            {run.error?.name === "OtherMappingError" && (
              <Button variant="default" onClick={() => run.mutate({ file, format, options, isConfirmed: true })}>
                Import it all the same
              </Button>
            )}
            {isSending && (
              <Button variant="default" onClick={stop}>
                Stop
              </Button>
            )}
          </div>
        )}
        <ImportProgressBar progress={progress} error={run.error} result={run.data ?? null} />
        <ImportRuns runs={runs} />
      </div>
    </Panel>
  );
}
