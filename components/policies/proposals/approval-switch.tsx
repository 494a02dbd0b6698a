"use client";

import { Group, Switch } from "@mantine/core";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { ApprovalState } from "@/lib/contract/proposals";
import { t } from "@/lib/messages/translate";
import classes from "./proposals.module.css";

export type ApprovalSwitchProps = {
  state: ApprovalState | undefined;
  canEdit: boolean;
  isBusy: boolean;
  onSwitch: (needsApproval: boolean) => void;
};

/** Whether a second approver is required. Off is only proposed by it. */
export function ApprovalSwitch({ state, canEdit, isBusy, onSwitch }: ApprovalSwitchProps) {
  return (
    <Switch
      label={t("A second approver is required")}
      size="xs"
      disabled={!canEdit || !state || isBusy}
      checked={state?.needs_approval ?? false}
      onChange={(event) => onSwitch(event.currentTarget.checked)}
    />
  );
}

/** That somebody proposed to stop requiring a second approver, and what the other admins can say to it. */
export function OffProposal(props: ApprovalSwitchProps & { viewer: string }) {
  const { state, canEdit, isBusy, onSwitch, viewer } = props;
  if (!state?.off_proposed_by) return null;
  const isOwn = state.off_proposed_by === viewer;
  return (
    <Notice as="div" tone="warn" role="status" spaced className={classes.offProposal}>
      <p>
        {isOwn
          ? t("You proposed to stop requiring a second approver. It applies once another admin agrees.")
          : t("{user} proposed to stop requiring a second approver.", { user: state.off_proposed_by })}
      </p>
      {canEdit && (
        <Group gap="xs">
          {!isOwn && (
            <Button disabled={isBusy} onClick={() => onSwitch(false)}>
              {t("Agree")}
            </Button>
          )}
          <Button variant="default" disabled={isBusy} onClick={() => onSwitch(true)}>
            {t("Keep requiring")}
          </Button>
        </Group>
      )}
    </Notice>
  );
}
