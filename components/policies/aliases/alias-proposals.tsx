"use client";

import { Group } from "@mantine/core";
import { useShell } from "@/components/shell/shell-context";
import { useReport } from "@/components/shell/use-report";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { Pill } from "@/components/ui/pill";
import type { PublishedAliases } from "@/lib/contract/policy";
import type { AliasProposal, AliasProposalAction } from "@/lib/contract/proposals";
import { formatInstant } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { ChangeItems } from "../parts/change-items";
import textClasses from "../parts/text.module.css";
import versionClasses from "../parts/versions.module.css";
import { approvalSetting } from "../proposals/approval-setting";
import { ApprovalSwitch, OffProposal } from "../proposals/approval-switch";
import { PROPOSAL_LABELS } from "../proposals/proposal-labels";
import { diffAliases } from "./alias-draft";
import { useAliasProposals } from "./use-alias-proposals";

/** Alias tables that wait for a second approver, and whether they must. */
export function AliasProposals({ published, canEdit }: { published: PublishedAliases; canEdit: boolean }) {
  const { user } = useShell();
  const proposals = useAliasProposals();
  const { list, decide, ask } = proposals;
  const error = decide.error ?? ask.error ?? list.error;
  const setting = approvalSetting(proposals, canEdit);
  return (
    <Panel title={t("Proposed tables")} actions={<ApprovalSwitch {...setting} />}>
      <div className={textClasses.stack}>
        {error && (
          <Notice tone="bad" role="alert">
            {error.message}
          </Notice>
        )}
        <OffProposal {...setting} viewer={user.email} />
        {list.data?.proposals.length === 0 && <p className={textClasses.help}>{t("None.")}</p>}
        {list.data && list.data.proposals.length > 0 && (
          <ol className={versionClasses.list} aria-label={t("Proposed alias tables")}>
            {list.data.proposals.map((proposal) => (
              <Item
                key={proposal.id}
                proposal={proposal}
                published={published}
                canEdit={canEdit && !decide.isPending}
                viewer={user.email}
                onAct={(action) => {
                  ask.reset();
                  decide.mutate({ id: proposal.id, action });
                }}
              />
            ))}
          </ol>
        )}
      </div>
    </Panel>
  );
}

type ItemProps = {
  proposal: AliasProposal;
  published: PublishedAliases;
  canEdit: boolean;
  viewer: string;
  onAct: (action: AliasProposalAction) => void;
};

function Item({ proposal, published, canEdit, viewer, onAct }: ItemProps) {
  const { tz } = useReport();
  const { id, state, proposed_by, proposed_at, decided_by, comment, aliases } = proposal;
  const isOpen = state === "waiting";
  const isOwn = proposed_by === viewer;
  return (
    <li>
      <div className={versionClasses.head}>
        <h3>{t("Table {id}", { id })}</h3>
        <Pill tone={PROPOSAL_LABELS[state].tone}>{t(PROPOSAL_LABELS[state].text)}</Pill>
        <span className={textClasses.muted}>
          {proposed_by} · <time dateTime={proposed_at}>{formatInstant(proposed_at, tz, "minute")}</time>
          {decided_by && ` · ${t("by {user}", { user: decided_by })}`}
        </span>
      </div>
      {comment && <p className={versionClasses.comment}>“{comment}”</p>}
      {isOpen && (
        <ChangeItems
          label={t("What table {id} changes", { id })}
          items={diffAliases(published.aliases, aliases).map(({ name, text }) => ({ key: name, text }))}
        />
      )}
      {isOpen && canEdit && (
        <Group gap="xs">
          {isOwn ? (
            <span className={textClasses.muted}>{t("Somebody else approves it.")}</span>
          ) : (
            <>
              <Button onClick={() => onAct("approve")}>{t("Approve")}</Button>
              <Button variant="default" onClick={() => onAct("reject")}>
                {t("Reject")}
              </Button>
            </>
          )}
          <Button variant="default" onClick={() => onAct("withdraw")}>
            {t("Withdraw")}
          </Button>
        </Group>
      )}
    </li>
  );
}
