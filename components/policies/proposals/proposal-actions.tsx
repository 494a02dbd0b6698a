"use client";

import { Group, TextInput } from "@mantine/core";
import { useQueryState } from "nuqs";
import { useState } from "react";
import { useReport } from "@/components/shell/use-report";
import { fromLocalInput, toLocalInput } from "@/components/shell/zoned-time";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { TierPolicy } from "@/lib/contract/policy";
import type { Proposal } from "@/lib/contract/proposals";
import { formatInstant } from "@/lib/domain/format";
import { OPEN_PROPOSAL_STATES } from "@/lib/domain/policies/proposal";
import { t } from "@/lib/messages/translate";
import textClasses from "../parts/text.module.css";
import classes from "./proposals.module.css";
import { useProposals } from "./use-proposals";

/** What of a policy's form a proposal is made of. */
type EditedPolicy = {
  draft: { tier: string };
  /** Null while a field is not valid. */
  policy: TierPolicy | null;
  base: { version: number };
  comment: string;
  isPending: boolean;
  changesNothing: boolean;
};

type ProposalActionsProps = {
  edited: EditedPolicy;
  loaded: Proposal | null;
  needsApproval: boolean;
  asOf: string;
};

/** Ways to publish other than now and alone: keep a draft, let a second approver approve it, or set a time. */
export function ProposalActions({ edited, loaded, needsApproval, asOf }: ProposalActionsProps) {
  const { policy, base, comment, isPending, changesNothing } = edited;
  const { tz } = useReport();
  const [, setTab] = useQueryState("tab");
  const [at, setAt] = useState(() => (loaded?.publish_at ? toLocalInput(Date.parse(loaded.publish_at), tz) : ""));
  const { save, decide } = useProposals(edited.draft.tier);
  // One that ended stays as it was: what is made of it is a new one.
  const onto = loaded && OPEN_PROPOSAL_STATES.includes(loaded.state) ? loaded : null;
  const publishAt = at === "" ? null : fromLocalInput(at, tz);
  const isPast = publishAt !== null && Date.parse(publishAt) <= Date.parse(asOf);
  const isBusy = save.isPending || decide.isPending || isPending;
  const cannotSave = !policy || changesNothing || isPast || isBusy;
  const error = save.error ?? decide.error;

  async function store(thenSubmit: boolean) {
    if (!policy) return;
    const saved = await save.mutateAsync({ policy, comment, baseVersion: base.version, publishAt, onto });
    if (thenSubmit) await decide.mutateAsync({ proposal: saved, action: "submit" });
    await setTab("proposals");
  }

  return (
    <details className={classes.later} open={needsApproval || loaded !== null || undefined}>
      <summary>
        {needsApproval ? t("This tier requires a second approver") : t("Draft, second approver or schedule")}
      </summary>
      <div className={textClasses.stack}>
        <TextInput
          type="datetime-local"
          label={t("Becomes active at")}
          description={t("In {tz}; leave empty for as soon as possible", { tz })}
          value={at}
          onChange={(event) => setAt(event.currentTarget.value)}
          error={isPast && t("This time has passed. Empty it to publish as soon as possible.")}
        />
        {publishAt !== null && !isPast && (
          <p className={textClasses.help}>
            {t("That is {instant}.", { instant: formatInstant(publishAt, tz, "minute") })}
            {!needsApproval && ` ${t("Publish still applies at once.")}`}
          </p>
        )}
        <Group gap="xs">
          <Button
            variant="default"
            disabled={cannotSave}
            loading={save.isPending}
            onClick={() => store(false).catch(() => undefined)}
          >
            {onto ? t("Save proposal {id}", { id: onto.id }) : t("Save as draft")}
          </Button>
          <Button
            variant={needsApproval ? "filled" : "default"}
            disabled={cannotSave || (!needsApproval && publishAt === null)}
            loading={decide.isPending}
            onClick={() => store(true).catch(() => undefined)}
          >
            {needsApproval ? t("Ask for approval") : t("Schedule")}
          </Button>
        </Group>
        {error && (
          <Notice tone="bad" role="alert">
            {error.message}
          </Notice>
        )}
      </div>
    </details>
  );
}
