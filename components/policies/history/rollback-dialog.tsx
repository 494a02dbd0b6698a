"use client";

import { Group, Stack, Textarea } from "@mantine/core";
import { startTransition, useActionState, useState } from "react";
import { AskDialog } from "@/components/ui/ask-dialog";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { unreachable } from "@/lib/client/error-text";
import type { PublishedPolicy } from "@/lib/contract/policy";
import { diffPolicies } from "@/lib/domain/policies/policy-diff";
import { t } from "@/lib/messages/translate";
import { ChangeList } from "../parts/change-list";
import textClasses from "../parts/text.module.css";
import type { RollbackAction, RollbackInput, RollbackState } from "./rollback-action";

type RollbackDialogProps = {
  current: PublishedPolicy;
  target: PublishedPolicy;
  rollback: RollbackAction;
  onClose: () => void;
  onDone: (published: PublishedPolicy) => void;
};

/** Asks before an older version is published again, showing what that changes. */
export function RollbackDialog({ current, target, rollback, onClose, onDone }: RollbackDialogProps) {
  const [comment, setComment] = useState("");
  const [state, publish, isPending] = useActionState<RollbackState, RollbackInput>(
    async (previous, input) => {
      const next = await rollback(previous, input).catch(
        (): RollbackState => ({
          status: "refused",
          message: unreachable("published"),
        }),
      );
      if (next.status === "published") onDone(next.published);
      return next;
    },
    { status: "editing" },
  );
  const { tier, version } = target;
  const changes = diffPolicies(current, target);
  const message = messageOf(state);
  return (
    <AskDialog title={t("Roll {tier} back to version {version}", { tier, version })} onClose={onClose}>
      <Stack gap="sm">
        <p className={textClasses.help}>
          {t(
            "This publishes version {version} with the values of version {older}. Connected routers get it at once, others with their next poll; the history stays.",
            { version: current.version + 1, older: version },
          )}
        </p>
        <ChangeList
          before={current}
          after={target}
          label={t("Changes of the rollback")}
          same={t("Version {version} holds the same values as version {current}.", {
            version,
            current: current.version,
          })}
        />
        <Textarea
          label={t("Rollback comment")}
          autosize
          minRows={2}
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
          error={state.status === "invalid" ? state.fields.comment?.join(". ") : undefined}
        />
        {message && (
          <Notice tone="bad" role="alert">
            {message}
          </Notice>
        )}
        <Group gap="xs" justify="end">
          <Button variant="default" onClick={onClose}>
            {t("Cancel")}
          </Button>
          <Button
            loading={isPending}
            disabled={changes.length === 0}
            onClick={() => startTransition(() => publish({ tier, version, comment, baseVersion: current.version }))}
          >
            {t("Roll back")}
          </Button>
        </Group>
      </Stack>
    </AskDialog>
  );
}

function messageOf(state: RollbackState): string | null {
  if (state.status === "refused") return state.message;
  if (state.status !== "stale") return null;
  return t("{user} published version {version} meanwhile; close this dialog and review it first.", {
    user: state.latest.published_by,
    version: state.latest.version,
  });
}
