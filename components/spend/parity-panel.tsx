"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import { formatOfName } from "@/lib/client/imports/format-of-name";
import { send } from "@/lib/client/send";
import { type Text, t } from "@/lib/messages/translate";
import { ParityResult } from "./parity-result";
import classes from "./spend.module.css";

export type ParitySource = { value: string; label: Text };

/** Compares usage with another tool's report of the same days, and says what each difference comes from. Nothing is stored. */
export function ParityPanel({ sources }: { sources: readonly ParitySource[] }) {
  const [source, setSource] = useState(sources[0]?.value ?? "");
  const [file, setFile] = useState<File | null>(null);
  const format = file && formatOfName(file.name);
  const compare = useMutation({
    mutationFn: async (chosen: { file: File; format: NonNullable<typeof format> }) => {
      const { wholeText } = await import("@/lib/client/imports/whole-text");
      const text = await wholeText(chosen.file);
      return send("post", "/api/v1/parity", {}, { source, format: chosen.format, text });
    },
  });
  return (
    <Panel
      title={t("Compare with another tool")}
      subtitle={t(
        "Its report per day and model, or its export of single calls: CSV, JSON or JSON lines. Nothing is stored",
      )}
    >
      <form
        className={classes.parity}
        onSubmit={(event) => {
          event.preventDefault();
          if (file && format) compare.mutate({ file, format });
        }}
      >
        <div className={classes.parityFields}>
          <Select
            label={t("Its report is of")}
            options={sources}
            value={source}
            onChange={(chosen) => {
              setSource(chosen);
              // What was said is about the other tool.
              compare.reset();
            }}
          />
          <label className={classes.parityFile}>
            {t("Report")}
            <input
              type="file"
              accept=".csv,.json,.jsonl,.ndjson,.gz"
              onChange={(event) => {
                setFile(event.currentTarget.files?.[0] ?? null);
                compare.reset();
              }}
            />
          </label>
          <Button type="submit" disabled={!format} loading={compare.isPending}>
            {t("Compare")}
          </Button>
        </div>
        {file && format === null && (
          <p className={classes.parityProblem}>
            {t("The name must end in .csv, .json, .jsonl or .ndjson, optionally followed by .gz.")}
          </p>
        )}
        <div aria-live="polite" className={classes.parity}>
          {compare.error && <p className={classes.parityProblem}>{compare.error.message}</p>}
          {compare.data && <ParityResult reply={compare.data} />}
        </div>
      </form>
    </Panel>
  );
}
