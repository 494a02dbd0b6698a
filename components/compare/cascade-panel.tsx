"use client";

import type { ReportQuery } from "@/components/shell/report-params";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { describeCount, describeRange } from "@/components/ui/describe";
import { Panel } from "@/components/ui/panel";
import { PlainTable } from "@/components/ui/plain-table";
import { readOptions } from "@/lib/client/read-options";
import type { CascadeReply } from "@/lib/contract/cascade";
import { formatPercent } from "@/lib/domain/format";
import classes from "./compare.module.css";
import { displayUsdNumber } from "./display-usd-number";

/** What the stages of a cascade catch and cost; nothing where no request went beyond the first stage. */
export function CascadePanel({ query }: { query: ReportQuery }) {
  const { tz } = useReport();
  // All models: a cascade is made of several.
  const { data } = useLiveQuery(readOptions("/api/v1/stats/cascade", { ...query, model: [] }));
  if (data === undefined || data.stages.length < 2) return null;
  const { requests, stages, escalation_rate: rate, usd_per_request: usd, usd_per_request_on_last: onLast } = data;
  return (
    <Panel
      title="Cascade"
      subtitle={`${describeRange(data, tz)} · ${describeCount(requests, "requests of all models")}`}
    >
      <p className={classes.recommended}>
        {formatPercent(rate, 1)} of the requests went beyond the first stage.
        {usd !== null &&
          onLast !== null &&
          ` A request cost ${displayUsdNumber(usd)}${describeInterval(data.usd_interval)}; with everything on the last stage it would have cost ${displayUsdNumber(onLast)}${describeInterval(data.usd_on_last_interval)}, sizes of input alike.`}
      </p>
      <PlainTable
        caption="Stages of the cascade"
        table={{
          columns: ["Stage", "Reached", "Settled here", "Answered"].map((label) => ({ label })),
          rows: stages.map(({ stage, reached, settled, answered }) => [stage, reached, settled, answered]),
        }}
      />
    </Panel>
  );
}

/** " (95 % interval $0.01 – $0.02)", or that there is none. */
function describeInterval(interval: CascadeReply["usd_interval"]): string {
  if (interval === null) return " (too little time for an interval)";
  return ` (95 % interval ${displayUsdNumber(interval.low)} – ${displayUsdNumber(interval.high)})`;
}
