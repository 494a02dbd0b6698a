"use client";

import { useState } from "react";
import { formatWhole } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import classes from "./reconciliation.module.css";

/** Where a file is dropped or chosen. */
export function FileDrop({ file, onFile }: { file: File | null; onFile: (file: File) => void }) {
  const [isOver, setOver] = useState(false);
  return (
    <label
      className={classes.drop}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const [dropped] = event.dataTransfer.files;
        if (dropped) onFile(dropped);
      }}
    >
      <span>
        {file ? `${file.name}, ${formatWhole(Math.ceil(file.size / 1_024))} kB` : t("Drop a bill here, or choose it")}
      </span>
      <input
        type="file"
        aria-label={t("Bill")}
        accept=".csv,.tsv,.json,.jsonl,.gz"
        onChange={(event) => {
          const [chosen] = event.currentTarget.files ?? [];
          if (chosen) onFile(chosen);
        }}
      />
    </label>
  );
}
