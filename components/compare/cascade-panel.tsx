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
import { t } from "@/lib/messages/translate";
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
      title={t("Cascade")}
      subtitle={`${describeRange(data, tz)} · ${describeCount(requests, t("requests of all models"))}`}
    >
      <p className={classes.recommended}>
        {t("{rate} of the requests went beyond the first stage.", { rate: formatPercent(rate, 1) })}
        {usd !== null &&
          onLast !== null &&
          ` ${t(
            "A request cost {usd}; with everything on the last stage it would have cost {onLast}, sizes of input alike.",
            {
              usd: describeUsd(usd, data.usd_interval),
              onLast: describeUsd(onLast, data.usd_on_last_interval),
            },
          )}`}
      </p>
      <PlainTable
        caption={t("Stages of the cascade")}
        table={{
          columns: [t("Stage"), t("Reached|a stage"), t("Settled here"), t("Answered")].map((label) => ({ label })),
          rows: stages.map(({ stage, reached, settled, answered }) => [stage, reached, settled, answered]),
        }}
      />
    </Panel>
  );
}

/** "$0.015 (95 % interval $0.01 – $0.02)", or that there is none. */
function describeUsd(usd: number, interval: CascadeReply["usd_interval"]): string {
  if (interval === null) return t("{usd} (too little time for an interval)", { usd: displayUsdNumber(usd) });
  return t("{usd} (95 % interval {low} – {high})", {
    usd: displayUsdNumber(usd),
    low: displayUsdNumber(interval.low),
    high: displayUsdNumber(interval.high),
  });
}
