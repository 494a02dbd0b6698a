"use client";

import { IconPlus } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useReport } from "@/components/shell/use-report";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageHead } from "@/components/ui/page-head";
import { Panel, PanelGrid } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import type { Upstream } from "@/lib/contract/upstreams";
import { t } from "@/lib/messages/translate";
import { CallPanel } from "./call-panel";
import { UpstreamsTable } from "./upstreams-table";
import { useUpstreams } from "./use-upstreams";

// Loaded when they are first wanted: whoever only looks needs no form.
const UpstreamDialog = dynamic(() => import("./upstream-dialog").then((module) => module.UpstreamDialog), {
  ssr: false,
});
const DeleteUpstreamDialog = dynamic(
  () => import("./delete-upstream-dialog").then((module) => module.DeleteUpstreamDialog),
  { ssr: false },
);

/** Where the router calls models, and how apps call the router. */
export function RouterScreen({ origin, canEdit }: { origin: string; canEdit: boolean }) {
  const { tz } = useReport();
  const { list, save, turn, remove, test } = useUpstreams();
  const [edited, setEdited] = useState<{ upstream: Upstream | null } | null>(null);
  const [doomed, setDoomed] = useState<Upstream | null>(null);
  const rows = list.data?.upstreams;
  const problem = turn.error ?? test.error;
  const missing = rows?.filter(({ state }) => state === "key_missing") ?? [];
  const actions = {
    isBusy: turn.isPending || remove.isPending || test.isPending,
    testing: test.isPending ? test.variables : undefined,
    onEdit: (upstream: Upstream) => setEdited({ upstream }),
    onTest: (upstream: Upstream) => test.mutate(upstream),
    onSwitch: (upstream: Upstream) => turn.mutate(upstream),
    onDelete: setDoomed,
  };
  return (
    <>
      <PageHead
        title={t("Router")}
        lead={t("Where are models called, and is each upstream ready?")}
        actions={
          canEdit && (
            <Button leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setEdited({ upstream: null })}>
              {t("New upstream")}
            </Button>
          )
        }
      />
      {!canEdit && <Notice spaced>{t("You can read upstreams here; admins can change them.")}</Notice>}
      {missing.length > 0 && (
        <Notice tone="warn" spaced>
          {t("Out of rotation, because the key is missing: {names}.", {
            names: missing.map(({ name }) => name).join(", "),
          })}
        </Notice>
      )}
      {problem && (
        <Notice tone="bad" role="alert" spaced>
          {problem.message}
        </Notice>
      )}
      <PanelGrid>
        <Panel title={t("Upstreams")} subtitle={t("Keys are stored encrypted, and never shown again")}>
          <p role="status" hidden={!test.data}>
            {test.data?.message}
          </p>
          {rows === undefined && list.error && (
            <FailedBox error={list.error} onRetry={() => list.refetch()} height={160} />
          )}
          {rows === undefined && !list.error && <Skeleton height={160} />}
          {rows?.length === 0 && (
            <EmptyBox
              title={t("No upstreams yet")}
              hint={
                canEdit
                  ? t("Add where models are called, with a key; then call the router as below.")
                  : t("An admin can add one.")
              }
            />
          )}
          {rows && rows.length > 0 && <UpstreamsTable upstreams={rows} tz={tz} actions={canEdit ? actions : null} />}
        </Panel>
        <CallPanel origin={origin} />
      </PanelGrid>
      {edited && (
        <UpstreamDialog
          upstream={edited.upstream}
          current={rows?.find(({ id }) => id === edited.upstream?.id) ?? null}
          save={save.mutateAsync}
          onClose={() => setEdited(null)}
        />
      )}
      {doomed && <DeleteUpstreamDialog upstream={doomed} remove={remove.mutateAsync} onClose={() => setDoomed(null)} />}
    </>
  );
}
