"use client";

import { useState } from "react";
import { AskDialog } from "@/components/ui/ask-dialog";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { FailedBox } from "@/components/ui/state-box";
import { UndoNotice } from "@/components/ui/undo-notice";
import type { View } from "@/lib/contract/views";
import { t } from "@/lib/messages/translate";
import { describeRefusal } from "./describe-refusal";
import { useViewList, useViewWrites } from "./use-views";
import { ViewItem } from "./view-item";
import classes from "./views.module.css";

/** All views that one sees, to rename, update, share, start with and delete. */
export function ViewsDialog({ onClose }: { onClose: () => void }) {
  const list = useViewList();
  const { change, remove, restore, start } = useViewWrites();
  const [deleted, setDeleted] = useState<View | null>(null);
  const error = remove.error ?? restore.error ?? start.error;
  const all = list.data?.views;
  function forget() {
    for (const write of [remove, restore, start]) write.reset();
  }
  return (
    <AskDialog title={t("Views")} wide onClose={onClose}>
      <UndoNotice
        deleted={deleted?.name ?? null}
        isPending={restore.isPending}
        onUndo={() => deleted && restore.mutate(deleted, { onSuccess: () => setDeleted(null) })}
        onDismiss={() => setDeleted(null)}
      />
      {error && (
        <Notice tone="bad" role="alert" spaced>
          {describeRefusal(error)}
        </Notice>
      )}
      {all === undefined && list.error && <FailedBox error={list.error} onRetry={() => list.refetch()} height={120} />}
      {all?.length === 0 && <p className={classes.what}>{t("No views are left.")}</p>}
      {all && all.length > 0 && (
        <ul className={classes.items}>
          {all.map((view) => (
            <ViewItem
              key={view.id}
              view={view}
              change={(to) => change.mutateAsync({ view, to })}
              onStart={() => {
                forget();
                start.mutate(view);
              }}
              onDelete={() => {
                forget();
                remove.mutate(view, { onSuccess: () => setDeleted(view) });
              }}
              onOpen={onClose}
            />
          ))}
        </ul>
      )}
      <div className={classes.foot}>
        <Button variant="default" onClick={onClose}>
          {t("Close")}
        </Button>
      </div>
    </AskDialog>
  );
}
