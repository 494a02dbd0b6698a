"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { ConfirmButton } from "@/components/access/confirm-button";
import { useReport } from "@/components/shell/use-report";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { send } from "@/lib/client/send";
import type { Breakdown } from "@/lib/contract/breakdowns";
import { formatInstant, formatWhole } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { breakdownName } from "./breakdown-name";
import classes from "./ingest.module.css";
import { NewBreakdownForm } from "./new-breakdown-form";

type BreakdownsPanelProps = { breakdowns: readonly Breakdown[]; isAdmin: boolean };

/** By which labels sums and percentiles are retained beyond the single attempts, and since when. */
export function BreakdownsPanel({ breakdowns, isAdmin }: BreakdownsPanelProps) {
  const { tz } = useReport();
  const router = useRouter();
  const remove = useMutation({
    mutationFn: (id: number) => send("delete", "/api/v1/breakdowns/{id}", { id }),
    onSettled: () => router.refresh(),
  });
  const columns: DataColumn<Breakdown>[] = [
    {
      id: "by",
      header: t("By|labels"),
      value: (breakdown) => breakdownName(breakdown.dimensions),
    },
    {
      id: "complete",
      header: t("Complete"),
      value: ({ complete_from }) => complete_from,
      cell: (breakdown) => completeText(breakdown, tz),
    },
    { id: "created", header: t("Created by"), value: ({ created_by }) => created_by ?? "Switchyard" },
  ];
  const actions: DataColumn<Breakdown> = {
    id: "actions",
    header: t("Actions"),
    sortable: false,
    value: () => null,
    cell: (breakdown) =>
      isDeletable(breakdown) && (
        <ConfirmButton
          text={t("Delete")}
          label={t("Delete the breakdown by {name}", { name: breakdownName(breakdown.dimensions) })}
          question={t("Its sums are deleted too. Those beyond the single attempts cannot be counted again.")}
          confirm={t("Delete")}
          loading={remove.isPending}
          onConfirm={() => remove.mutate(breakdown.id)}
        />
      ),
  };
  return (
    <Panel
      title={t("Breakdowns")}
      subtitle={t(
        "Beside model and provider, sums and percentiles are retained for good by these. By region and tier, and by app, always",
      )}
    >
      <DataTable
        caption={t("Every breakdown")}
        columns={isAdmin && breakdowns.some(isDeletable) ? [...columns, actions] : columns}
        rows={[...breakdowns]}
        rowKey={({ id }) => String(id)}
        maxHeight={360}
      />
      {remove.error && <p className={classes.problem}>{remove.error.message}</p>}
      {isAdmin && <NewBreakdownForm />}
    </Panel>
  );
}

/** Those that Switchyard comes with stay. */
function isDeletable({ created_by }: Breakdown): boolean {
  return created_by !== null;
}

function completeText({ complete_from, days_left }: Breakdown, tz: string): string {
  if (days_left === null) return t("about to be filled");
  const since =
    complete_from === null
      ? t("from the first attempt on")
      : t("since {start}", { start: formatInstant(complete_from, tz, "minute") });
  return days_left === 0 ? since : t("{since}, {count} earlier days to go", { since, count: formatWhole(days_left) });
}
