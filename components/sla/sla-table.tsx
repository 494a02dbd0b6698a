"use client";

import { useMemo } from "react";
import { useCarriedHref } from "@/components/shell/use-carried-href";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { modelHref } from "@/components/ui/model-href";
import { ModelName } from "@/components/ui/model-name";
import { Pill } from "@/components/ui/pill";
import classes from "@/components/ui/ui.module.css";
import type { ModelUptime, Uptime } from "@/lib/contract/uptime";
import { formatCount, formatPercent, formatUptime } from "@/lib/domain/format";
import { DayBars } from "./day-bars";
import { prepareDays, SLA_TARGET, slaBudget, slaKey, sortSla } from "./prepare-sla";

/** Every model in every region: its days, both uptimes, and what is left of the target. */
export function SlaTable({ uptime }: { uptime: Uptime }) {
  const carry = useCarriedHref();
  const rows = useMemo(() => sortSla(uptime), [uptime]);
  const columns = useMemo(() => columnsOf(carry, uptime.as_of), [carry, uptime.as_of]);
  return <DataTable caption="Uptime by model and region" columns={columns} rows={rows} rowKey={slaKey} />;
}

function columnsOf(carry: (href: string) => string, asOf: string): DataColumn<ModelUptime>[] {
  return [
    {
      id: "model",
      header: "Model",
      value: slaKey,
      cell: (row) => (
        <>
          <ModelName model={row.model} href={carry(modelHref(row.model))} />
          <span className={classes.sub}>{[row.region, row.provider].filter(Boolean).join(" · ")}</span>
        </>
      ),
    },
    {
      id: "requests",
      header: "Uptime",
      hint: "of requests",
      numeric: true,
      value: (row) => row.requests,
      cell: (row) => (
        <>
          <strong>{formatUptime(row.requests, 3)}</strong>
          <span className={classes.sub}>n {formatCount(row.ok + row.failed)}</span>
        </>
      ),
    },
    {
      id: "days",
      header: "Days",
      hint: "oldest to newest",
      sortable: false,
      value: () => null,
      cell: (row) => (
        <div style={{ width: "clamp(150px, 26vw, 460px)" }}>
          <DayBars label={`Days of ${slaKey(row)}`} days={prepareDays(row, asOf)} />
        </div>
      ),
    },
    {
      id: "minutes",
      header: "Uptime",
      hint: "of minutes",
      numeric: true,
      value: (row) => row.minutes,
      cell: (row) => (
        <>
          {formatUptime(row.minutes, 3)}
          <span className={classes.sub}>coverage {formatPercent(row.coverage, 1)}</span>
        </>
      ),
    },
    {
      id: "budget",
      header: `Budget at ${formatUptime(SLA_TARGET, 1)}`,
      hint: "failures the target allows",
      value: (row) => slaBudget(row).usedShare,
      cell: (row) => <BudgetCell row={row} />,
    },
    { id: "incidents", header: "Incidents", numeric: true, value: (row) => row.incidents.length },
  ];
}

function BudgetCell({ row }: { row: ModelUptime }) {
  const { usedShare, text, tooFew } = slaBudget(row);
  if (usedShare === null) return <Pill>{text}</Pill>;
  if (tooFew) {
    return (
      <>
        <Pill>too few to rate</Pill>
        <span className={classes.sub}>{text}</span>
      </>
    );
  }
  const tone = usedShare > 1 ? "bad" : usedShare > 0.7 ? "warn" : "good";
  return (
    <>
      <Pill tone={tone}>{usedShare > 1 ? "missed" : tone === "warn" ? "nearly used" : "met"}</Pill>
      <span className={classes.sub}>
        {text} ({formatPercent(usedShare, 0)} used)
      </span>
    </>
  );
}
