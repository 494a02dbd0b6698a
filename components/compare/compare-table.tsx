"use client";

import { Fragment } from "react";
import { useCarriedHref } from "@/components/shell/use-carried-href";
import { modelHref } from "@/components/ui/model-href";
import { ModelName } from "@/components/ui/model-name";
import classes from "@/components/ui/ui.module.css";
import { UNKNOWN_TEXT } from "@/lib/domain/format";
import own from "./compare.module.css";
import type { CompareColumn } from "./compare-columns";
import { COMPARE_SECTIONS } from "./compare-rows";

/** Every number of the picked models, a column each; under each percentile its band. */
export function CompareTable({ columns }: { columns: CompareColumn[] }) {
  const carry = useCarriedHref();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={classes.tableScroll} tabIndex={0} aria-label="Comparison of the picked models">
      <table className={`${classes.table} ${classes.stickyFirst}`}>
        <caption>Comparison of the picked models</caption>
        <thead>
          <tr>
            <th scope="col">Metric</th>
            {columns.map(({ model, why }) => (
              <th key={model} scope="col" data-numeric>
                <ModelName model={model} href={carry(modelHref(model))} />
                {why && <span className={classes.sub}>{why}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {COMPARE_SECTIONS.map((section, index) => (
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
              {section.rows.map(({ label, value, under }) => (
                <tr key={label}>
                  <th scope="row">{label}</th>
                  {columns.map(({ model, stats }) => (
                    <td key={model} data-numeric>
                      {stats ? value(stats) : UNKNOWN_TEXT}
                      {stats && under && <span className={classes.sub}>{under(stats)}</span>}
                    </td>
                  ))}
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  );
}
