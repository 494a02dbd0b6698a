"use client";

import { IconPlus } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import { useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import { Warnings } from "@/components/ui/warnings";
import type { ListedTarget, Target } from "@/lib/contract/targets";
import { t } from "@/lib/messages/translate";
import classes from "./sla.module.css";
import { describeAvailability, describeLatency, describeScope } from "./target-draft";
import { useTargets } from "./use-targets";

// Loaded when it is first wanted: whoever only looks needs no form.
const TargetDialog = dynamic(() => import("./target-dialog").then((module) => module.TargetDialog), { ssr: false });

/** What is asked of whom; admins change it here. */
export function TargetsPanel({ canEdit }: { canEdit: boolean }) {
  const { list, save, remove } = useTargets();
  const [edited, setEdited] = useState<{ target: Target | null } | null>(null);
  const columns = useMemo(
    () => columnsOf(canEdit ? { onEdit: (target) => setEdited({ target }), onDelete: remove.mutate } : null),
    [canEdit, remove.mutate],
  );
  const rows = list.data?.targets;
  return (
    <Panel
      title={t("Targets")}
      subtitle={t(
        "The one that names most dimensions wins; {percent} % availability where there is none. Those of a tier or team apply where that one alone is filtered by.",
        { percent: list.data?.default_availability_percent ?? 99.9 },
      )}
      actions={
        canEdit && (
          <Button leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setEdited({ target: null })}>
            {t("New target")}
          </Button>
        )
      }
    >
      {remove.error && (
        <Notice tone="bad" role="alert" spaced>
          {remove.error.message}
        </Notice>
      )}
      {rows === undefined && list.error && <FailedBox error={list.error} onRetry={() => list.refetch()} height={120} />}
      {rows === undefined && !list.error && <Skeleton height={120} />}
      {rows?.length === 0 && (
        <EmptyBox
          title={t("No targets yet")}
          hint={canEdit ? t("Add one for a model, tier, region, team or all traffic.") : t("An admin can add one.")}
        />
      )}
      {rows && rows.length > 0 && (
        <DataTable
          caption={t("Targets")}
          columns={columns}
          rows={rows}
          rowKey={({ id }) => String(id)}
          sortBy={{ id: "scope", desc: false }}
          maxHeight={360}
        />
      )}
      {edited && (
        <TargetDialog
          target={edited.target}
          current={rows?.find(({ id }) => id === edited.target?.id) ?? null}
          save={save.mutateAsync}
          onClose={() => setEdited(null)}
        />
      )}
    </Panel>
  );
}

type Actions = { onEdit: (target: Target) => void; onDelete: (target: Target) => void };

function columnsOf(actions: Actions | null): DataColumn<ListedTarget>[] {
  const columns: DataColumn<ListedTarget>[] = [
    {
      id: "scope",
      header: t("Of"),
      wrap: true,
      value: describeScope,
      cell: (target) => (
        <>
          {describeScope(target)}
          <Warnings warnings={target.warnings} />
        </>
      ),
    },
    { id: "availability", header: t("Availability"), value: describeAvailability },
    { id: "ttft", header: t("TTFT p99"), value: ({ ttft_p99_ms }) => describeLatency(ttft_p99_ms) },
    { id: "duration", header: t("Duration p99"), value: ({ duration_p99_ms }) => describeLatency(duration_p99_ms) },
    { id: "by", header: t("Changed by"), value: ({ updated_by }) => updated_by },
  ];
  if (!actions) return columns;
  const { onEdit, onDelete } = actions;
  return [
    ...columns,
    {
      id: "actions",
      header: t("Actions"),
      sortable: false,
      value: () => null,
      cell: (target) => (
        <span className={classes.buttons}>
          <Button
            variant="default"
            aria-label={t("Edit {target}", { target: describeScope(target) })}
            onClick={() => onEdit(target)}
          >
            {t("Edit")}
          </Button>
          <Button
            variant="subtle"
            aria-label={t("Delete {target}", { target: describeScope(target) })}
            onClick={() => onDelete(target)}
          >
            {t("Delete")}
          </Button>
        </span>
      ),
    },
  ];
}
