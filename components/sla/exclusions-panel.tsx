"use client";

import { IconPlus } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import { useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { describeRange } from "@/components/ui/describe";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import type { Exclusion } from "@/lib/contract/exclusions";
import { formatInstant } from "@/lib/domain/format";
import { EXCLUSION_DIMENSIONS } from "@/lib/domain/sla/exclusion";
import { t } from "@/lib/messages/translate";
import { REASON_LABELS } from "./exclusion-draft";
import { useExclusions } from "./use-exclusions";

// Loaded when it is first wanted: whoever only looks needs no form.
const ExclusionDialog = dynamic(() => import("./exclusion-dialog").then((module) => module.ExclusionDialog), {
  ssr: false,
});

/** Times that SLA numbers leave out, why, and who signed them off. */
export function ExclusionsPanel({ canEdit, tz }: { canEdit: boolean; tz: string }) {
  const { list, add, withdraw } = useExclusions();
  const [isOpen, setOpen] = useState(false);
  const columns = useMemo(
    () => exclusionColumns(tz, canEdit ? (exclusion) => withdraw.mutate(exclusion) : null),
    [tz, canEdit, withdraw.mutate],
  );
  const rows = list.data?.exclusions;
  return (
    <Panel
      title={t("Exclusions")}
      subtitle={t(
        "Subtracted from every number here but those that name what is excluded; withdrawn ones stay on record",
      )}
      actions={
        canEdit && (
          <Button leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setOpen(true)}>
            {t("New exclusion")}
          </Button>
        )
      }
    >
      {withdraw.error && (
        <Notice tone="bad" role="alert" spaced>
          {withdraw.error.message}
        </Notice>
      )}
      {rows === undefined && list.error && <FailedBox error={list.error} onRetry={() => list.refetch()} height={120} />}
      {rows === undefined && !list.error && <Skeleton height={120} />}
      {rows?.length === 0 && (
        <EmptyBox
          title={t("Nothing is excluded")}
          hint={t("Announced maintenance or an outage of our own can be left out.")}
        />
      )}
      {rows && rows.length > 0 && (
        <DataTable
          caption={t("Exclusions")}
          columns={columns}
          rows={rows}
          rowKey={({ id }) => String(id)}
          maxHeight={360}
          csv
        />
      )}
      {isOpen && <ExclusionDialog tz={tz} add={add.mutateAsync} onClose={() => setOpen(false)} />}
    </Panel>
  );
}

/** What an exclusion is of: "glm-5 · eu-central-1", "All traffic". */
function describeExcluded(exclusion: Exclusion): string {
  const parts = EXCLUSION_DIMENSIONS.flatMap((name) => exclusion[name] ?? []);
  return parts.length === 0 ? t("All traffic") : parts.join(" · ");
}

/** The columns of exclusions; the last one withdraws, where that is allowed. */
export function exclusionColumns(
  tz: string,
  onWithdraw: ((exclusion: Exclusion) => void) | null,
): DataColumn<Exclusion>[] {
  const columns: DataColumn<Exclusion>[] = [
    { id: "of", header: t("Of"), value: describeExcluded },
    { id: "when", header: t("When"), value: ({ from }) => from, cell: (one) => describeRange(one, tz) },
    { id: "reason", header: t("Reason"), value: ({ reason }) => t(REASON_LABELS[reason]) },
    { id: "note", header: t("Note"), wrap: true, value: ({ note }) => note },
    { id: "signed", header: t("Signed off by"), value: ({ signed_off_by }) => signed_off_by },
    { id: "by", header: t("Added by"), value: ({ created_by }) => created_by },
  ];
  if (!onWithdraw) return columns;
  return [
    ...columns,
    {
      id: "state",
      header: t("State"),
      value: ({ withdrawn_at }) => withdrawn_at,
      cell: (one) =>
        one.withdrawn_at === null ? (
          <Button
            variant="subtle"
            aria-label={t("Withdraw {exclusion}", { exclusion: describeExcluded(one) })}
            onClick={() => onWithdraw(one)}
          >
            {t("Withdraw")}
          </Button>
        ) : (
          t("withdrawn {time} by {user}", {
            time: formatInstant(one.withdrawn_at, tz, "minute"),
            user: one.withdrawn_by ?? t("nobody"),
          })
        ),
    },
  ];
}
