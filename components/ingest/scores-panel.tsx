"use client";

import { useState } from "react";
import { Panel } from "@/components/ui/panel";
import { rich } from "@/components/ui/rich";
import { t } from "@/lib/messages/translate";
import classes from "./ingest.module.css";
import { ScoresImport } from "./scores-import";

/** Takes a file of scores that a separate evaluation gave to attempts. */
export function ScoresPanel() {
  // Each choice is one of its own, so that nothing said of one file is taken for the next.
  const [chosen, setChosen] = useState<{ file: File; count: number } | null>(null);
  return (
    <Panel
      title={t("Import scores")}
      subtitle={t("A CSV of what an evaluation found of attempts. Importing a file twice changes nothing")}
    >
      <div className={classes.stack}>
        <p className={classes.help}>
          {rich(
            "Its first line names the columns: <code>id</code>, <code>attempt_id</code> or <code>request_id</code>, <code>evaluator</code>, <code>metric</code>, <code>value</code>, and if you like <code>weight</code> and <code>at</code>.",
            { code: (text) => <code>{text}</code> },
          )}
        </p>
        <label className={classes.file}>
          {t("File of scores")}
          <input
            type="file"
            accept=".csv,.csv.gz"
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              setChosen(file ? { file, count: (chosen?.count ?? 0) + 1 } : null);
            }}
          />
        </label>
        {chosen && <ScoresImport key={chosen.count} file={chosen.file} />}
      </div>
    </Panel>
  );
}
