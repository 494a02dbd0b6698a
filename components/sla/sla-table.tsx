"use client";

import { useMemo } from "react";
import { useCarriedHref } from "@/components/shell/use-carried-href";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { modelHref } from "@/components/ui/model-href";
import { ModelName } from "@/components/ui/model-name";
import classes from "@/components/ui/ui.module.css";
import type { Sla, SlaRow } from "@/lib/contract/sla";
import { t } from "@/lib/messages/translate";
import { DayBars } from "./day-bars";
import { LatencyGoalCell } from "./latency-goal-cell";
import { prepareDays, slaKey } from "./prepare-sla";
import own from "./sla.module.css";
import { trafficColumns } from "./traffic-columns";

/** Some ten rows, so that totals and incidents are near; the rest is scrolled to. */
const HEIGHT_MAX = 760;

/** Every model in every region, what hurts most first: its days, both uptimes, and what is left of its budget. */
export function SlaTable({ sla }: { sla: Sla }) {
  const carry = useCarriedHref();
  const columns = useMemo(() => columnsOf(carry, sla), [carry, sla]);
  return (
    <DataTable
      caption={t("SLA by model and region")}
      columns={columns}
      rows={sla.rows}
      rowKey={slaKey}
      maxHeight={HEIGHT_MAX}
      csv
    />
  );
}

function columnsOf(carry: (href: string) => string, { rows, as_of, tz }: Sla): DataColumn<SlaRow>[] {
  const { requests, minutes, budget, burn } = trafficColumns<SlaRow>();
  const latency = (id: "ttft" | "duration", header: string): DataColumn<SlaRow>[] =>
    rows.some((row) => row[id] !== null)
      ? [
          {
            ...{ id, header, hint: t("p99 and target"), numeric: true },
            value: (row) => row[id]?.percentiles.p99,
            cell: (row) => <LatencyGoalCell goal={row[id]} />,
          },
        ]
      : [];
  return [
    {
      id: "model",
      header: t("Model"),
      value: slaKey,
      cell: (row) => (
        <>
          <ModelName model={row.model} href={carry(modelHref(row.model))} />
          <span className={classes.sub}>{[row.region, row.provider].join(" · ")}</span>
        </>
      ),
    },
    {
      id: "target",
      header: t("Target"),
      numeric: true,
      value: ({ target }) => target.availability_percent,
      cell: ({ target }) => (
        <>
          {target.availability_percent} %
          <span className={classes.sub}>
            {target.id === null ? t("none agreed") : target.availability_percent === 100 ? t("no budget") : ""}
            {target.tied.length > 0 && t("strictest of {count}", { count: target.tied.length + 1 })}
          </span>
        </>
      ),
    },
    requests,
    budget,
    // Of a window that is over there is none.
    ...(rows.some((row) => row.burn !== null) ? [burn] : []),
    {
      id: "days",
      header: t("Days"),
      hint: t("oldest to newest"),
      sortable: false,
      value: () => null,
      csv: (row) =>
        prepareDays(row, { as_of, tz })
          .map(({ text }) => text)
          .join("; "),
      cell: (row) => (
        <div className={own.dayCell}>
          <DayBars label={t("Days of {row}", { row: slaKey(row) })} days={prepareDays(row, { as_of, tz })} />
        </div>
      ),
    },
    minutes,
    ...latency("ttft", "TTFT"),
    ...latency("duration", t("Duration")),
    { id: "incidents", header: t("Incidents"), numeric: true, value: (row) => row.incidents.length },
  ];
}
