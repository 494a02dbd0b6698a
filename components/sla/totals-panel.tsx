"use client";

import { useMemo } from "react";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { ModelName } from "@/components/ui/model-name";
import { Panel } from "@/components/ui/panel";
import classes from "@/components/ui/ui.module.css";
import type { Sla, SlaRow, SlaTotal } from "@/lib/contract/sla";
import { formatCount } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { trafficColumns } from "./traffic-columns";

/** The rows added up per model or per region, what hurts most first, with what is hidden in each of them. */
export function TotalsPanel({ sla, by }: { sla: Sla; by: "model" | "region" }) {
  const columns = useMemo(() => columnsOf(sla, by), [sla, by]);
  return (
    <Panel
      title={by === "model" ? t("Per model") : t("Per region")}
      subtitle={t("All rows together; what may fail is what may fail of each row")}
    >
      <DataTable
        caption={by === "model" ? t("SLA per model") : t("SLA per region")}
        columns={columns}
        rows={by === "model" ? sla.models : sla.regions}
        rowKey={({ name }) => name}
        maxHeight={420}
      />
    </Panel>
  );
}

function columnsOf({ rows }: Sla, by: "model" | "region"): DataColumn<SlaTotal>[] {
  const { requests, minutes, budget, burn } = trafficColumns<SlaTotal>();
  const own = (name: string) => rows.filter((row) => row[by] === name);
  const missed = (name: string) => own(name).filter(({ budget: { state } }) => state === "missed").length;
  const incidents = (name: string) => own(name).reduce((sum, row: SlaRow) => sum + row.incidents.length, 0);
  return [
    {
      id: "name",
      header: by === "model" ? t("Model") : t("Region"),
      value: ({ name }) => name,
      cell: ({ name }) => (by === "model" ? <ModelName model={name} /> : name),
    },
    requests,
    minutes,
    budget,
    burn,
    {
      id: "missed",
      header: t("Rows missed"),
      numeric: true,
      value: ({ name }) => missed(name),
      cell: ({ name }) => (
        <>
          {formatCount(missed(name))}
          <span className={classes.sub}>{t("of {count}", { count: formatCount(own(name).length) })}</span>
        </>
      ),
    },
    { id: "incidents", header: t("Incidents"), numeric: true, value: ({ name }) => incidents(name) },
  ];
}
