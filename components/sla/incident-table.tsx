"use client";

import Link from "next/link";
import { useMemo } from "react";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { ModelName } from "@/components/ui/model-name";
import { Panel } from "@/components/ui/panel";
import { Pill } from "@/components/ui/pill";
import { EmptyBox } from "@/components/ui/state-box";
import type { Sla } from "@/lib/contract/sla";
import { formatCount, formatInstant, formatLength, formatPercent } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { attemptsHref, type IncidentRow, incidentRows } from "./prepare-sla";
import classes from "./sla.module.css";

/** Every incident of the window, what hurt most first. */
export function IncidentTable({ sla }: { sla: Sla }) {
  const isKnown = sla.rows.some(({ counted }) => counted.minutes_measured !== null);
  const rows = useMemo(() => incidentRows(sla.rows), [sla.rows]);
  const columns = useMemo(() => columnsOf(sla.tz), [sla.tz]);
  return (
    <Panel
      title={t("Incidents")}
      subtitle={t(
        "Runs of down minutes, with at least 5 counted attempts: more than half of a minute's failed; gaps of up to 5 minutes are bridged. Single down minutes with fewer are in no incident",
      )}
    >
      {rows.length === 0 ? (
        isKnown ? (
          <EmptyBox
            title={t("No incidents")}
            hint={t("No model had a run of down minutes with at least 5 counted attempts.")}
          />
        ) : (
          <EmptyBox
            title={t("Not known with these filters")}
            hint={t(
              "Minutes are counted by model, provider and region alone: remove the other filters to see incidents.",
            )}
          />
        )
      ) : (
        <DataTable
          caption={t("Incidents in the window")}
          columns={columns}
          rows={rows}
          rowKey={(row) => `${row.model}${row.provider}${row.region}${row.from}${row.excluded}`}
          maxHeight={480}
          csv
        />
      )}
    </Panel>
  );
}

function columnsOf(zone: string): DataColumn<IncidentRow>[] {
  const lengthMs = ({ from, to }: IncidentRow) => Date.parse(to) - Date.parse(from);
  return [
    {
      id: "model",
      header: t("Model"),
      value: (row) => row.model,
      cell: (row) => <ModelName model={row.model} provider={row.provider} />,
    },
    { id: "region", header: t("Region"), value: (row) => row.region },
    {
      id: "from",
      header: t("Began"),
      value: (row) => row.from,
      cell: (row) => formatInstant(row.from, zone, "minute"),
    },
    { id: "to", header: t("Ended"), value: (row) => row.to, cell: (row) => formatInstant(row.to, zone, "minute") },
    { id: "length", header: t("Duration"), numeric: true, value: lengthMs, cell: (row) => formatLength(lengthMs(row)) },
    {
      id: "minutes",
      header: t("Down minutes"),
      numeric: true,
      value: (row) => row.minutes,
      cell: (row) => formatCount(row.minutes),
    },
    {
      id: "failed",
      header: t("Failed attempts"),
      numeric: true,
      value: (row) => row.failed,
      cell: (row) => (
        <Link className={classes.link} href={attemptsHref(row)}>
          {formatCount(row.failed)}
        </Link>
      ),
    },
    {
      id: "share",
      header: t("Of the budget"),
      numeric: true,
      value: (row) => row.budget_share,
      cell: (row) => (row.excluded ? <Pill>{t("excluded")}</Pill> : formatPercent(row.budget_share, 0)),
    },
  ];
}
