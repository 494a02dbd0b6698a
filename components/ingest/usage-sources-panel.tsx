"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { ConfirmButton } from "@/components/access/confirm-button";
import { useReport } from "@/components/shell/use-report";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { send } from "@/lib/client/send";
import type { UsageSourceSummary } from "@/lib/contract/usage-sources";
import { formatInstant, formatWhole } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import classes from "./ingest.module.css";

type UsageSourcesPanelProps = { sources: readonly UsageSourceSummary[]; isAdmin: boolean };

/** What there is from bills and consoles, which an admin may take back. */
export function UsageSourcesPanel({ sources, isAdmin }: UsageSourcesPanelProps) {
  const { tz } = useReport();
  const router = useRouter();
  const remove = useMutation({
    mutationFn: (source: string) => send("delete", "/api/v1/usage", { source }),
    onSettled: () => router.refresh(),
  });
  if (sources.length === 0) return null;
  const columns: DataColumn<UsageSourceSummary>[] = [
    { id: "source", header: t("Source"), value: ({ source }) => source },
    {
      id: "records",
      header: t("Records"),
      numeric: true,
      value: ({ records }) => records,
      cell: ({ records }) => formatWhole(records),
    },
    { id: "from", header: t("From"), hint: "UTC", value: ({ from }) => from, cell: ({ from }) => usageHour(from) },
    { id: "to", header: t("To"), hint: "UTC", value: ({ to }) => to, cell: ({ to }) => usageHour(to) },
    {
      id: "received",
      header: t("Last arrived"),
      value: ({ received_at }) => received_at,
      cell: ({ received_at }) => formatInstant(received_at, tz, "minute"),
    },
  ];
  const actions: DataColumn<UsageSourceSummary> = {
    id: "actions",
    header: t("Actions"),
    sortable: false,
    value: () => null,
    cell: ({ source, records }) => (
      <ConfirmButton
        text={t("Delete")}
        label={t("Delete the usage of {source}", { source })}
        question={t("All {records} records no longer count in spend. Importing the files again brings them back.", {
          records: formatWhole(records),
        })}
        confirm={t("Delete")}
        loading={remove.isPending && remove.variables === source}
        onConfirm={() => remove.mutate(source)}
      />
    ),
  };
  return (
    <Panel title={t("Usage without attempts")} subtitle={t("Usage of bills and consoles, which counts in spend alone")}>
      <DataTable
        caption={t("Sources of usage records")}
        columns={isAdmin ? [...columns, actions] : columns}
        rows={[...sources]}
        rowKey={({ source }) => source}
        maxHeight={300}
      />
      {remove.error && <p className={classes.problem}>{remove.error.message}</p>}
    </Panel>
  );
}

/** As bills do, whose days are of UTC whatever the report's zone. */
function usageHour(instant: string): string {
  return formatInstant(instant, "UTC", "minute");
}
