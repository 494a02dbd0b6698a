"use client";

import { IconFileSpreadsheet } from "@tabler/icons-react";
import { t } from "@/lib/messages/translate";
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
      aria-label={t("Download {caption} as CSV", { caption })}
      onClick={() => downloadText(fileNameOf(caption), toCsv(table()))}
    >
      <IconFileSpreadsheet size={14} stroke={1.7} aria-hidden /> {t("CSV of this table")}
    </button>
  );
}
