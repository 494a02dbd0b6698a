"use client";

import { Fragment } from "react";
import { useCarriedHref } from "@/components/shell/use-carried-href";
import { modelHref } from "@/components/ui/model-href";
import { ModelName } from "@/components/ui/model-name";
import classes from "@/components/ui/ui.module.css";
import type { ModelStats } from "@/lib/contract/stats";
import own from "./compare.module.css";
import { COMPARE_SECTIONS } from "./compare-rows";

/** Every figure of the picked models, a column each; under each percentile its band. */
export function CompareTable({ rows }: { rows: ModelStats[] }) {
  const carry = useCarriedHref();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={classes.tableScroll} tabIndex={0} aria-label="Comparison of the picked models">
      <table className={`${classes.table} ${classes.stickyFirst}`}>
        <caption>Comparison of the picked models</caption>
        <thead>
          <tr>
            <th scope="col">Figure</th>
            {rows.map(({ model }) => (
              <th key={model} scope="col" data-numeric>
                <ModelName model={model} href={carry(modelHref(model))} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {COMPARE_SECTIONS.map((section) => (
            <Fragment key={section.title}>
              <tr className={own.section}>
                <th scope="rowgroup" colSpan={rows.length + 1}>
                  {section.title}
                </th>
              </tr>
              {section.rows.map(({ label, value, under }) => (
                <tr key={label}>
                  <th scope="row">{label}</th>
                  {rows.map((row) => (
                    <td key={row.model} data-numeric>
                      {value(row)}
                      {under && <span className={classes.sub}>{under(row)}</span>}
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
