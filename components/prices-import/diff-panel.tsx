import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { Segmented } from "@/components/ui/segmented";
import { EmptyBox } from "@/components/ui/state-box";
import { TableCsv } from "@/components/ui/table-csv";
import { tableOf } from "@/components/ui/table-of";
import { TextField } from "@/components/ui/text-field";
import type { ImportDiff } from "@/lib/contract/price-import";
import { formatWhole } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { filterRows, ROW_STANDINGS, type RowStanding, standingOf, withoutAll } from "./decisions";
import { STANDING_LABELS } from "./describe-row";
import { DiffTable, diffFileColumns } from "./diff-table";
import classes from "./import.module.css";
import type { PriceImportState } from "./use-price-import";

const PAGE_ROWS = 100;

/** Each row of the list: what it would change, and whether it is wanted. */
export function DiffPanel({ diff, state }: { diff: ImportDiff; state: PriceImportState }) {
  const { rows, counts, unlisted } = diff;
  const { decisions, decide, tz } = state;
  const first = ROW_STANDINGS.find((standing) => rows.some((row) => standingOf(row) === standing));
  const [standing, setStanding] = useState<RowStanding | "all">(first === "unchanged" ? "all" : (first ?? "all"));
  const [text, setText] = useState("");
  const [shown, setShown] = useState(PAGE_ROWS);
  const found = filterRows(rows, { standing, text });
  const options = (["all", ...ROW_STANDINGS] as const).flatMap((value) => {
    const count = filterRows(rows, { standing: value, text: "" }).length;
    const label = value === "all" ? t("All") : t(STANDING_LABELS[value]);
    return count > 0 ? [{ value, label: `${label} ${formatWhole(count)}` }] : [];
  });
  return (
    <Panel
      title={t("What would change")}
      subtitle={describeCounts(diff)}
      actions={
        <TableCsv
          caption={t("What would change")}
          table={() => tableOf(diffFileColumns(decisions, tz), found, false)}
        />
      }
    >
      {rows.length === 0 ? (
        <EmptyBox
          title={t("The list has no price of these models")}
          hint={
            counts.out_of_scope > 0
              ? t("It has {count} prices of other models: choose all models in the list, or other providers.", {
                  count: formatWhole(counts.out_of_scope),
                })
              : t("Choose another list.")
          }
        />
      ) : (
        <div className={classes.stack}>
          <div className={classes.filters}>
            <Segmented label={t("Rows")} options={options} value={standing} onChange={setStanding} />
            <TextField
              label={t("Search")}
              hideLabel
              placeholder={t("Search rows")}
              value={text}
              onChange={setText}
              width={220}
            />
            {counts.refused > 0 && (
              <Button variant="default" onClick={() => decide(withoutAll(decisions, rows, "refused"))}>
                {t("Leave out all refused rows")}
              </Button>
            )}
          </div>
          {found.length === 0 && (
            <EmptyBox title={t("No such row")} hint={t("Search for something else, or show all rows.")} />
          )}
          {found.length > 0 && <DiffTable rows={found.slice(0, shown)} {...{ decisions, decide, tz }} />}
          {found.length > shown && (
            <div>
              <Button variant="default" onClick={() => setShown(shown + PAGE_ROWS)}>
                {t("Show more of {count} rows", { count: formatWhole(found.length) })}
              </Button>
            </div>
          )}
          {unlisted > 0 && (
            <p className={classes.help}>
              {t("{count} more rows are not listed: choose providers to see them.", { count: formatWhole(unlisted) })}
            </p>
          )}
        </div>
      )}
    </Panel>
  );
}

function describeCounts({ rows, unlisted, counts }: ImportDiff): string {
  const others = [
    counts.out_of_scope > 0 ? t("{count} of other models", { count: formatWhole(counts.out_of_scope) }) : null,
    counts.skipped > 0 ? t("{count} without a price of tokens", { count: formatWhole(counts.skipped) }) : null,
  ].filter((part) => part !== null);
  const found = t("{count} prices of these models", { count: formatWhole(rows.length + unlisted) });
  return others.length === 0 ? found : t("{found} · not looked at: {others}", { found, others: others.join(", ") });
}
