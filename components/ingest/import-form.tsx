"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { importJobs } from "@/lib/client/imports/import-job";
import { type FileFormat, type ImportRun, importOptionsSchema } from "@/lib/contract/imports";
import { formatWhole } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import type { FormatChoice } from "./check-panel";
import { RECORD_FIELDS } from "./fix-draft";
import { draftOf, type ImportDraft, meaningsProblem, NO_MAPPING, suggestedLines, toOptions } from "./import-draft";
import { ImportPreviewTable } from "./import-preview-table";
import classes from "./ingest.module.css";
import { MapLines } from "./map-lines";
import { UsageImport } from "./usage-import";
import { useImportPreview, useInterruptedRun } from "./use-import";

const COLUMNS = "columns";
const NO_COLUMNS: readonly string[] = [];

type ImportFormProps = {
  file: File;
  format: FileFormat;
  formats: readonly FormatChoice[];
  usageSources: readonly FormatChoice[];
  runs: readonly ImportRun[];
  isBusy: boolean;
};

/** How the rows of one file become attempts: suggested by its columns, or as the interrupted import said that it goes on with. */
export function ImportForm({ file, format, formats, usageSources, runs, isBusy }: ImportFormProps) {
  const [usageSource, setUsageSource] = useState<string | null>(null);
  const [draft, setDraft] = useState<ImportDraft | null>(null);
  const [columns, setColumns] = useState(NO_COLUMNS);
  // As they stood when the file was chosen: an import of it that begins now is not what it goes on with.
  const [before] = useState(runs);
  const interrupted = useInterruptedRun(file, before);
  const shown = draft ?? NO_MAPPING;
  const options = toOptions(shown);
  const zoneProblem = importOptionsSchema.shape.zone.safeParse(options.zone).error?.issues[0]?.message ?? null;
  const meaningProblem = shown.source === null ? meaningsProblem(shown.lines) : null;
  const preview = useImportPreview(file, format, zoneProblem === null ? options : { ...options, zone: null });
  // Kept while a mapping is refused, so that it can be mended.
  if (preview.data && !preview.isPlaceholderData && preview.data.columns !== columns) setColumns(preview.data.columns);
  if (draft === null && interrupted?.options) setDraft(draftOf(interrupted.options));
  else if (draft === null && interrupted === null && columns.length > 0)
    setDraft({ ...NO_MAPPING, lines: suggestedLines(columns, RECORD_FIELDS) });
  const change = (part: Partial<ImportDraft>) => {
    setDraft({ ...shown, ...part });
    // What became of an import under another mapping is no answer to this one.
    importJobs.clear();
  };
  const kinds = [{ value: COLUMNS, label: t("Records, or columns mapped to them") }, ...formats, ...usageSources];
  const choose = (kind: string) => {
    const isUsage = usageSources.some(({ value }) => value === kind);
    setUsageSource(isUsage ? kind : null);
    if (!isUsage) change({ source: kind === COLUMNS ? null : kind });
  };
  const isStillThere = runs.some(({ id, finished_at }) => id === interrupted?.id && finished_at === null);
  const isAsBefore = interrupted?.options && JSON.stringify(shown) === JSON.stringify(draftOf(interrupted.options));
  const goesOn = interrupted && isStillThere && isAsBefore ? interrupted : null;
  const isReady =
    interrupted !== undefined && zoneProblem === null && meaningProblem === null && preview.error === null;
  return (
    <fieldset className={classes.plain} disabled={isBusy || interrupted === undefined}>
      {interrupted === undefined && <p className={classes.help}>{t("Reading the file …")}</p>}
      {goesOn && (
        <p className={classes.help}>
          {t(
            "An import of this file was interrupted after {rows} rows. It continues from there with the same mapping.",
            { rows: formatWhole(goesOn.rows_done) },
          )}
        </p>
      )}
      <div className={classes.fields}>
        <Select
          label={t("Its rows are")}
          options={kinds}
          value={usageSource ?? shown.source ?? COLUMNS}
          onChange={choose}
        />
        {usageSource === null && shown.source === null && columns.length > 0 && (
          <TextField
            label={t("Time zone for times without one")}
            placeholder={t("such as UTC or Asia/Shanghai")}
            width={240}
            value={shown.zone}
            problem={zoneProblem}
            onChange={(zone) => change({ zone })}
          />
        )}
      </div>
      {usageSource !== null && <UsageImport key={usageSource} file={file} source={usageSource} />}
      {usageSource === null && shown.source === null && columns.length > 0 && (
        <MapLines columns={columns} lines={shown.lines} onChange={(lines) => change({ lines })} />
      )}
      {usageSource === null && meaningProblem && <p className={classes.problem}>{meaningProblem}</p>}
      {usageSource === null && preview.error && <p className={classes.problem}>{preview.error.message}</p>}
      {usageSource === null && preview.data && <ImportPreviewTable {...preview.data} format={format} />}
      {usageSource === null && (
        <div>
          <Button
            disabled={!isReady || !preview.data || preview.data.rows.length === 0}
            loading={isBusy}
            onClick={() => importJobs.start({ file, format, options, isConfirmed: false })}
          >
            {t("Import {name}", { name: file.name })}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
