"use client";

import { Group } from "@mantine/core";
import { useShell } from "@/components/shell/shell-context";
import { useReport } from "@/components/shell/use-report";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { Pill } from "@/components/ui/pill";
import type { PublishedAliases } from "@/lib/contract/policy";
import type { AliasProposal, AliasProposalAction } from "@/lib/contract/proposals";
import { formatInstant } from "@/lib/domain/format";
import classes from "../policies.module.css";
import { ApprovalSwitch, OffProposal } from "../proposals/approval-switch";
import { PROPOSAL_WORDS } from "../proposals/proposal-words";
import { diffAliases } from "./alias-draft";
import { useAliasProposals } from "./use-alias-proposals";

/** Alias tables that wait for a second person, and whether they must. */
export function AliasProposals({ published, canEdit }: { published: PublishedAliases; canEdit: boolean }) {
  const { user } = useShell();
  const { list, decide, ask } = useAliasProposals();
  const error = decide.error ?? ask.error ?? list.error;
  const setting = {
    state: list.data,
    canEdit,
    isBusy: ask.isPending,
    onSwitch: (needsApproval: boolean) => {
      decide.reset();
      ask.mutate(needsApproval);
    },
  };
  return (
    <Panel title="Proposed tables" actions={<ApprovalSwitch {...setting} />}>
      <div className={classes.stack}>
        {error && (
          <p role="alert" className={classes.notice} data-tone="bad">
            {error.message}
          </p>
        )}
        <OffProposal {...setting} viewer={user.email} />
        {list.data?.proposals.length === 0 && <p className={classes.help}>None.</p>}
        {list.data && list.data.proposals.length > 0 && (
          <ol className={classes.history} aria-label="Proposed alias tables">
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
      <div className={classes.versionHead}>
        <h3>Table {id}</h3>
        <Pill tone={PROPOSAL_WORDS[state].tone}>{PROPOSAL_WORDS[state].text}</Pill>
        <span className={classes.muted}>
          {proposed_by} · <time dateTime={proposed_at}>{formatInstant(proposed_at, tz, "minute")}</time>
          {decided_by && ` · by ${decided_by}`}
        </span>
      </div>
      {comment && <p className={classes.comment}>“{comment}”</p>}
      {isOpen && (
        <ul className={classes.changes} aria-label={`What table ${id} changes`}>
          {diffAliases(published.aliases, aliases).map(({ name, text }) => (
            <li key={name}>{text}</li>
          ))}
        </ul>
      )}
      {isOpen && canEdit && (
        <Group gap="xs">
          {isOwn ? (
            <span className={classes.muted}>Somebody else approves it.</span>
          ) : (
            <>
              <Button onClick={() => onAct("approve")}>Approve</Button>
              <Button variant="default" onClick={() => onAct("reject")}>
                Reject
              </Button>
            </>
          )}
          <Button variant="default" onClick={() => onAct("withdraw")}>
            Withdraw
          </Button>
        </Group>
      )}
    </li>
  );
}
