"use client";

import { IconFileSpreadsheet } from "@tabler/icons-react";
import { type ChartTable, toCsv } from "./csv";
import { downloadText } from "./download-text";
import { fileNameOf } from "./file-name-of";
import classes from "./ui.module.css";

/** Downloads a table as it is shown. */
export function TableCsv({ caption, table }: { caption: string; table: () => ChartTable }) {
  return (
    <button
      type="button"
      className={classes.tableCsv}
      aria-label={`Download ${caption} as CSV`}
      onClick={() => downloadText(fileNameOf(caption), toCsv(table()))}
    >
      <IconFileSpreadsheet size={14} stroke={1.7} aria-hidden /> CSV of this table
    </button>
  );
}
