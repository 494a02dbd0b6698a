"use client";

import { Group, TextInput } from "@mantine/core";
import Link from "next/link";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Pill } from "@/components/ui/pill";
import type { PublishedPolicy } from "@/lib/contract/policy";
import type { Proposal } from "@/lib/contract/proposals";
import { formatInstant } from "@/lib/domain/format";
import type { ProposalAction } from "@/lib/domain/policies/proposal";
import { t } from "@/lib/messages/translate";
import { ChangeList } from "../parts/change-list";
import textClasses from "../parts/text.module.css";
import versionClasses from "../parts/versions.module.css";
import { PROPOSAL_LABELS } from "./proposal-labels";
import classes from "./proposals.module.css";

type ProposalItemProps = {
  proposal: Proposal;
  /** What is active, to show the difference. */
  published: PublishedPolicy | null;
  /** The version it was written on, null for a new tier. */
  writtenOn: PublishedPolicy | null;
  needsApproval: boolean;
  canEdit: boolean;
  /** Whether who looks at it proposed it, and so is not the one who approves it. */
  isOwn: boolean;
  isBusy: boolean;
  tz: string;
  onAct: (action: ProposalAction, reason?: string) => void;
};

/** One proposal: who, when, what it would change, and what can be done with it. */
export function ProposalItem(props: ProposalItemProps) {
  const { proposal, published, writtenOn, needsApproval, canEdit, isOwn, isBusy, tz, onAct } = props;
  const [reason, setReason] = useState("");
  const { id, tier, state, proposed_by, proposed_at, publish_at, decided_by, comment } = proposal;
  const isOpen = state === "draft" || state === "waiting" || state === "approved";
  const isOld = isOpen && proposal.base_version !== (published?.version ?? 0);
  const button = (action: ProposalAction, text: string, variant: "filled" | "default" = "default") => (
    <Button variant={variant} disabled={isBusy} onClick={() => onAct(action, reason)}>
      {text}
    </Button>
  );
  return (
    <li>
      <div className={versionClasses.head}>
        <h3>{t("Proposal {id}", { id })}</h3>
        <Pill tone={PROPOSAL_LABELS[state].tone}>{t(PROPOSAL_LABELS[state].text)}</Pill>
        <span className={textClasses.muted}>
          {proposed_by} · <time dateTime={proposed_at}>{formatInstant(proposed_at, tz, "minute")}</time>
          {publish_at && ` · ${t("becomes active {at}", { at: formatInstant(publish_at, tz, "minute") })}`}
          {decided_by &&
            ` · ${state === "withdrawn" ? t("withdrawn by {user}", { user: decided_by }) : t("decided by {user}", { user: decided_by })}`}
          {proposal.published_version && ` · ${t("version {version}", { version: proposal.published_version })}`}
        </span>
      </div>
      {comment && <p className={versionClasses.comment}>“{comment}”</p>}
      {proposal.reason && <p className={versionClasses.comment}>{proposal.reason}</p>}
      {isOld && (
        <Notice tone="warn">
          {t("Based on version {version}; load it into the form to rebase it on the active one.", {
            version: proposal.base_version,
          })}
        </Notice>
      )}
      {isOpen ? (
        <ChangeList
          before={published}
          after={proposal.policy}
          label={t("What proposal {id} changes", { id })}
          same={t("The same as the active version.")}
        />
      ) : (
        <details className={classes.later}>
          <summary>{state === "published" ? t("What it changed") : t("What it would have changed")}</summary>
          <ChangeList
            before={writtenOn}
            after={proposal.policy}
            label={t("What proposal {id} changed", { id })}
            same={t("The same as version {version}.", { version: proposal.base_version })}
          />
        </details>
      )}
      {isOpen && canEdit && (
        <Group gap="xs" align="flex-end">
          <Link className={classes.loadLink} href={`/policies/${encodeURIComponent(tier)}?proposal=${id}`}>
            {t("Load into the form")}
          </Link>
          {state === "draft" &&
            button(
              "submit",
              needsApproval ? t("Ask for approval") : publish_at ? t("Schedule") : t("Publish"),
              "filled",
            )}
          {state === "waiting" && isOwn && <span className={textClasses.muted}>{t("Somebody else approves it.")}</span>}
          {state === "waiting" && !isOwn && (
            <>
              <TextInput
                size="xs"
                aria-label={t("Reason for proposal {id}", { id })}
                placeholder={t("why, if rejected")}
                value={reason}
                onChange={(event) => setReason(event.currentTarget.value)}
              />
              {button("approve", t("Approve"), "filled")}
              {button("reject", t("Reject"))}
            </>
          )}
          {button("withdraw", t("Withdraw"))}
        </Group>
      )}
    </li>
  );
}
