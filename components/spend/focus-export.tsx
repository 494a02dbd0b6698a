"use client";

import { IconDownload } from "@tabler/icons-react";
import { useReport } from "@/components/shell/use-report";
import { Button } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";
import { type FocusLink, focusHref } from "@/lib/client/focus";
import { type Message, message, t } from "@/lib/messages/translate";
import classes from "./focus-export.module.css";

const FILES: readonly { title: Message; note: string; query: FocusLink }[] = [
  { title: message("Cost and usage, by day"), note: "FOCUS 1.4", query: { dataset: "cost_and_usage" } },
  {
    title: message("Cost and usage, by hour"),
    note: "FOCUS 1.4",
    query: { dataset: "cost_and_usage", granularity: "hour" },
  },
  { title: message("Invoice detail"), note: "FOCUS 1.4", query: { dataset: "invoice_detail" } },
  { title: message("Billing period"), note: "FOCUS 1.4", query: { dataset: "billing_period" } },
  { title: message("Cost and usage, by day"), note: "FOCUS 1.2", query: { dataset: "cost_and_usage", version: "1.2" } },
];

/** The spend of the window as files for FinOps tools. Filters do not apply to them: what is billed is all of it. */
export function FocusExport() {
  const { query } = useReport();
  const { window, from, to } = query;
  return (
    <Popover
      label={t("Export FOCUS")}
      align="end"
      width={320}
      trigger={(trigger) => (
        <Button variant="default" leftSection={<IconDownload size={15} aria-hidden />} {...trigger}>
          {t("Export FOCUS")}
        </Button>
      )}
    >
      {() => (
        <div className={classes.files}>
          <p className={classes.note}>
            {t(
              "All spend of this range, without filters, in UTC, for FinOps tools. It is by the token: what reserved capacity costs is not in it.",
            )}
          </p>
          <ul>
            {FILES.map(({ title, note, query: asked }) => (
              <li key={`${title.source} ${note}`}>
                <span>
                  {t(title)} <small>{note}</small>
                </span>
                {(["csv", "parquet"] as const).map((format) => (
                  <a
                    key={format}
                    href={focusHref({ window, from, to, ...asked, format })}
                    aria-label={t("{title}, {note}, as {format}", {
                      title: t(title),
                      note,
                      format: format === "csv" ? "CSV" : "Parquet",
                    })}
                    download
                  >
                    {format === "csv" ? "CSV" : "Parquet"}
                  </a>
                ))}
              </li>
            ))}
          </ul>
        </div>
      )}
    </Popover>
  );
}
