"use client";

import { useMemo } from "react";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { ModelName } from "@/components/ui/model-name";
import { Panel } from "@/components/ui/panel";
import { Pill } from "@/components/ui/pill";
import { FailedBox } from "@/components/ui/state-box";
import { readOptions } from "@/lib/client/read-options";
import type { Retirement } from "@/lib/contract/retirements";
import { formatCount, UNKNOWN_TEXT } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import lineClasses from "../parts/lines.module.css";
import { describeDaysLeft, urgencyOf } from "./describe-role";
import { RetiringRoles } from "./retiring-roles";

/** Models that providers end and that traffic or a policy needs; absent where there are none. */
export function RetirementsPanel({ canEdit }: { canEdit: boolean }) {
  const columns = useMemo(() => columnsFor(canEdit), [canEdit]);
  const { data, error, refetch, isFetching } = useLiveQuery(readOptions("/api/v1/retirements", {}));
  if (!data && error) {
    return (
      <Panel title={t("Retirements")}>
        <FailedBox error={error} onRetry={() => refetch()} retrying={isFetching} height={120} />
      </Panel>
    );
  }
  if (!data || data.retirements.length === 0) return null;
  return (
    <Panel
      title={t("Retirements")}
      subtitle={t("Models that a provider ends, with the traffic of 30 days and the policies that name them")}
    >
      <DataTable
        caption={t("Models that retire")}
        columns={columns}
        rows={data.retirements}
        rowKey={({ model, provider }) => `${model} ${provider}`}
        sortBy={{ id: "retires_on", desc: false }}
      />
    </Panel>
  );
}

const columnsFor = (canEdit: boolean): DataColumn<Retirement>[] => [
  {
    id: "model",
    header: t("Model"),
    value: ({ model }) => model,
    cell: ({ model, provider }) => (
      <>
        <ModelName model={model} />
        <span className={lineClasses.where}>{t("at {provider}", { provider })}</span>
      </>
    ),
  },
  {
    id: "retires_on",
    header: t("First day without it"),
    value: ({ retires_on }) => retires_on,
    cell: (row) => (
      <>
        {row.retires_on} <Pill tone={urgencyOf(row)}>{describeDaysLeft(row)}</Pill>
        {row.source !== null && <span className={lineClasses.where}>{row.source}</span>}
      </>
    ),
  },
  {
    id: "attempts",
    header: t("Attempts"),
    hint: t("in 30 days"),
    numeric: true,
    value: ({ attempts }) => attempts,
    cell: ({ attempts }) => formatCount(attempts),
  },
  {
    id: "roles",
    header: t("What it takes away"),
    wrap: true,
    value: ({ roles }) => roles.length,
    cell: (row) => <RetiringRoles retirement={row} canEdit={canEdit} />,
  },
  {
    id: "replaced_by",
    header: t("Successor"),
    value: ({ replaced_by }) => replaced_by,
    cell: ({ replaced_by }) => (replaced_by === null ? UNKNOWN_TEXT : <ModelName model={replaced_by} />),
  },
];
