"use client";

import { IconPlus } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { SectionNav } from "@/components/shell/section-nav";
import { LEDGER_TABS } from "@/components/shell/section-tabs";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageHead } from "@/components/ui/page-head";
import { Panel, PanelGrid } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import { t } from "@/lib/messages/translate";
import { RunTable } from "./run-table";
import { ScheduleTable } from "./schedule-table";
import { useCopies } from "./use-copies";

// Loaded when it is first wanted: whoever only looks needs no form.
const CopyDialog = dynamic(() => import("./copy-dialog").then((module) => module.CopyDialog), { ssr: false });

/** Copies of exports that are made again and again, and how each went. */
export function CopiesScreen({ canEdit }: { canEdit: boolean }) {
  const { list, create, remove, run } = useCopies();
  const [isAdding, setAdding] = useState(false);
  const { data } = list;
  const problem = remove.error ?? run.error;
  const failed = data?.runs.filter(({ state }) => state === "failed" || state === "retrying") ?? [];
  const [firstFailed] = failed;
  const isPossible = data !== undefined && data.targets.length > 0;
  return (
    <>
      <PageHead
        title={t("Scheduled copies")}
        lead={t("Which exports go where by themselves, and did they arrive?")}
        actions={
          canEdit && (
            <Button
              leftSection={<IconPlus size={14} aria-hidden />}
              disabled={!isPossible}
              onClick={() => setAdding(true)}
            >
              {t("New copy")}
            </Button>
          )
        }
      />
      <SectionNav label={t("Ledger")} tabs={LEDGER_TABS} />
      {!canEdit && (
        <Notice spaced>{t("You can read scheduled copies here; finance and admins can change them.")}</Notice>
      )}
      {data && !isPossible && (
        <Notice spaced>
          {t(
            "Whoever runs the server names a folder (SWITCHYARD_EXPORT_DIR) or an S3-compatible store (SWITCHYARD_S3_…) first.",
          )}
        </Notice>
      )}
      {firstFailed && (
        <Notice tone="bad" role="status" spaced>
          {t("{count, plural, one {A copy has failed} other {# copies have failed}}: {schedule}, {error}", {
            count: failed.length,
            schedule: firstFailed.schedule,
            error: firstFailed.error ?? "",
          })}
        </Notice>
      )}
      {problem && (
        <Notice tone="bad" role="alert" spaced>
          {problem.message}
        </Notice>
      )}
      <PanelGrid>
        <Panel
          title={t("Schedules")}
          subtitle={t("Of whole days, weeks from Monday and months in UTC, an hour after their end")}
        >
          {!data && list.error && <FailedBox error={list.error} onRetry={() => list.refetch()} height={160} />}
          {!data && !list.error && <Skeleton height={160} />}
          {data?.schedules.length === 0 && (
            <EmptyBox
              title={t("No scheduled copies yet")}
              hint={
                canEdit
                  ? t("Add one, and the latest whole period is copied at once.")
                  : t("Finance or an admin can add one.")
              }
            />
          )}
          {data && data.schedules.length > 0 && (
            <ScheduleTable
              schedules={data.schedules}
              canEdit={canEdit}
              isBusy={remove.isPending || run.isPending}
              onRun={(id) => run.mutate(id)}
              onDelete={(id) => remove.mutate(id)}
            />
          )}
        </Panel>
        {data && (
          <Panel title={t("History")} subtitle={t("The latest 100 copies; one that failed is tried ten times")}>
            {data.runs.length === 0 ? (
              <EmptyBox
                title={t("Nothing was copied yet")}
                hint={t("Each copy shows here with where it is, or why it failed.")}
              />
            ) : (
              <RunTable runs={data.runs} canEdit={canEdit} />
            )}
          </Panel>
        )}
      </PanelGrid>
      {isAdding && data && (
        <CopyDialog targets={data.targets} create={create.mutateAsync} onClose={() => setAdding(false)} />
      )}
    </>
  );
}
