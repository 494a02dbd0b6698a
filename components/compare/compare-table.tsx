"use client";

import { Fragment, type ReactNode } from "react";
import { useCarriedHref } from "@/components/shell/use-carried-href";
import type { ChartTable } from "@/components/ui/csv";
import { modelHref } from "@/components/ui/model-href";
import { ModelName } from "@/components/ui/model-name";
import { Pill } from "@/components/ui/pill";
import cards from "@/components/ui/table-cards.module.css";
import { TableCsv } from "@/components/ui/table-csv";
import type { Tone } from "@/components/ui/tone";
import classes from "@/components/ui/ui.module.css";
import { UNKNOWN_TEXT } from "@/lib/domain/format";
import { message, t, textOf } from "@/lib/messages/translate";
import own from "./compare.module.css";
import type { CompareColumn } from "./compare-columns";
import { compareSections } from "./compare-rows";
import type { CompareTargets } from "./targets-of";

const ROOM = `${classes.tableScroll} ${cards.cards}`;

/** Every number of the picked models, a column each; under each percentile its band. */
export function CompareTable({ columns, targets }: { columns: CompareColumn[]; targets: CompareTargets }) {
  const carry = useCarriedHref();
  return (
    <>
      <TableCsv caption={t("Comparison of the picked models")} table={() => tableOfColumns(columns)} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section data-all tabIndex={0} className={ROOM} aria-label={t("Comparison of the picked models")}>
        <table className={`${classes.table} ${classes.stickyFirst}`}>
          <caption>{t("Comparison of the picked models")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("Metric")}</th>
              {columns.map(({ model, why }) => (
                <th key={model} scope="col" data-numeric>
                  <ModelName model={model} href={carry(modelHref(model))} />
                  {why && <span className={classes.sub}>{why}</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {compareSections().map((section, index) => (
              <Fragment key={section.title}>
                <tr className={own.section}>
                  <th scope="rowgroup">{section.title}</th>
                  {columns.map(({ model }) => (
                    // Said by the head of the column already; written again, because a phone has long scrolled it away.
                    <td key={model} data-numeric aria-hidden="true">
                      {index > 0 && <ModelName model={model} />}
                    </td>
                  ))}
                </tr>
                {section.rows.map(({ label, value, under, tone }) => (
                  <tr key={label}>
                    <th scope="row">{label}</th>
                    {columns.map(({ model, stats, like }) => (
                      <td key={model} data-numeric data-label={model}>
                        {stats ? (
                          <Toned tone={tone?.({ stats, like }, targets)}>{value({ stats, like })}</Toned>
                        ) : (
                          UNKNOWN_TEXT
                        )}
                        {stats && under && <span className={classes.sub}>{under({ stats, like })}</span>}
                      </td>
                    ))}
                  </tr>
                ))}
              </Fragment>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

/** A value with a mark of how it is against its limit, in words for who does not see the colour. */
function Toned({ tone, children }: { tone: Tone | undefined; children: ReactNode }) {
  if (tone === undefined || tone === "neutral") return children;
  return (
    <Pill tone={tone}>
      {children}
      <span className={classes.visuallyHidden}>, {textOf(TONE_TEXT[tone])}</span>
    </Pill>
  );
}

const TONE_TEXT = {
  good: message("within the limit"),
  warn: message("may be beyond the limit"),
  bad: message("beyond the limit"),
  accent: "",
} as const;

function tableOfColumns(columns: readonly CompareColumn[]): ChartTable {
  const rows = compareSections().flatMap((section) => section.rows.map((row) => ({ section: section.title, row })));
  return {
    columns: [{ label: t("Section") }, { label: t("Metric") }, ...columns.map(({ model }) => ({ label: model }))],
    rows: rows.map(({ section, row }) => [
      section,
      row.label,
      ...columns.map(({ stats, like }) => (stats ? row.csv({ stats, like }) : null)),
    ]),
  };
}
