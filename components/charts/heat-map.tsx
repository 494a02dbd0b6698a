"use client";

import type { ReactNode } from "react";
import { t } from "@/lib/messages/translate";
import classes from "./charts.module.css";
import { type HeatStep, heatStep } from "./heat-scale";

export type HeatCell = { value: number | null; text: string; title: string };
export type HeatMapProps = {
  caption: string;
  columns: string[];
  rows: { key: string; label: ReactNode; cells: HeatCell[] }[];
  steps: HeatStep[];
  lastStepLabel: string;
};

/** A table whose cells are tinted by their value; the value is written in each, so colour is never alone. */
export function HeatMap({ caption, columns, rows, steps, lastStepLabel }: HeatMapProps) {
  const last = steps.at(-1)?.upTo ?? Number.POSITIVE_INFINITY;
  const hasMore = rows.some(({ cells }) => cells.some(({ value }) => value !== null && value > last));
  return (
    <div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={classes.heatScroll} tabIndex={0} aria-label={t("{caption}, as a table", { caption })}>
        <table className={classes.heat}>
          <thead>
            <tr>
              <td />
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, label, cells }) => (
              <tr key={key}>
                <th scope="row">{label}</th>
                {cells.map((cell, index) => (
                  <td key={columns[index]} title={cell.title} style={cellStyle(cell.value, steps)}>
                    {cell.text}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <div className={classes.heatKey} aria-hidden="true">
        {[...steps.map(({ label }) => label), ...(hasMore ? [lastStepLabel] : [])].map((label, index) => (
          <span key={label}>
            <span className={classes.heatSwatch} style={{ background: `var(--heat-${index})` }} />
            {label}
          </span>
        ))}
      </div>
    </div>
  );
}

function cellStyle(value: number | null, steps: readonly HeatStep[]) {
  if (value === null) return { color: "var(--sw-muted)" };
  const step = heatStep(value, steps);
  return { background: `var(--heat-${step})`, color: `var(--heat-ink-${step})` };
}
