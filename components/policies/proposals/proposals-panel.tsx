"use client";

import { useReport } from "@/components/shell/use-report";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import type { PublishedPolicy } from "@/lib/contract/policy";
import { t } from "@/lib/messages/translate";
import versionClasses from "../parts/versions.module.css";
import { approvalSetting } from "./approval-setting";
import { ApprovalSwitch, OffProposal } from "./approval-switch";
import { ProposalItem } from "./proposal-item";
import { useProposals } from "./use-proposals";

type ProposalsPanelProps = {
  tier: string;
  /** Newest first. */
  versions: readonly PublishedPolicy[];
  canEdit: boolean;
  /** The signed-in user, by the name that their proposals carry. */
  viewer: string;
};

/** Policies that are not active: drafts, those that wait for a second approver or their time, and how others ended. */
export function ProposalsPanel({ tier, versions, canEdit, viewer }: ProposalsPanelProps) {
  const [published = null] = versions;
  const { tz } = useReport();
  const proposals = useProposals(tier);
  const { list, decide, ask } = proposals;
  const error = decide.error ?? ask.error;
  const setting = approvalSetting(proposals, canEdit);
  return (
    <Panel
      title={t("Proposals")}
      subtitle={t("Drafts, and what waits for an approver or its time")}
      actions={<ApprovalSwitch {...setting} />}
    >
      {error && (
        <Notice tone="bad" role="alert">
          {error.message}
        </Notice>
      )}
      <OffProposal {...setting} viewer={viewer} />
      {!list.data && !list.error && <Skeleton height={120} />}
      {!list.data && list.error && (
        <FailedBox error={list.error} onRetry={() => list.refetch()} retrying={list.isFetching} height={120} />
      )}
      {list.data?.proposals.length === 0 && (
        <EmptyBox
          title={t("No proposals")}
          hint={t("Save a draft or schedule a change in the form. Whether a second approver is required is set above.")}
        />
      )}
      {list.data && list.data.proposals.length > 0 && (
        <ol className={versionClasses.list} aria-label={t("Proposals for {tier}", { tier })}>
          {list.data.proposals.map((proposal) => (
            <ProposalItem
              key={proposal.id}
              proposal={proposal}
              published={published}
              writtenOn={versions.find(({ version }) => version === proposal.base_version) ?? null}
              needsApproval={list.data.needs_approval}
              canEdit={canEdit}
              isBusy={decide.isPending}
              tz={tz}
              isOwn={proposal.proposed_by === viewer}
              onAct={(action, reason) => {
                ask.reset();
                decide.mutate({ proposal, action, ...(reason && { reason }) });
              }}
            />
          ))}
        </ol>
      )}
    </Panel>
  );
}
