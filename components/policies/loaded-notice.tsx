import type { Proposal } from "@/lib/contract/proposals";
import { OPEN_PROPOSAL_STATES } from "@/lib/domain/proposal";
import classes from "./policies.module.css";

type LoadedNoticeProps = {
  tier: string;
  loaded: Proposal | null;
  /** The number of a proposal that was asked for and is not there. */
  missing: string | null;
};

/** Which proposal the form holds instead of the version in force. */
export function LoadedNotice({ tier, loaded, missing }: LoadedNoticeProps) {
  if (missing !== null) {
    return (
      <p role="status" className={`${classes.notice} ${classes.loaded}`} data-tone="warn">
        {tier} has no proposal {missing} to load; the form shows what is in force.
      </p>
    );
  }
  if (!loaded) return null;
  const { id, state, proposed_by } = loaded;
  return OPEN_PROPOSAL_STATES.includes(state) ? (
    <p role="status" className={`${classes.notice} ${classes.loaded}`}>
      The form holds proposal {id}, by {proposed_by}.
    </p>
  ) : (
    <p role="status" className={`${classes.notice} ${classes.loaded}`} data-tone="warn">
      Proposal {id} is over: it was {state === "failed" ? "not published" : state}. The form holds what it said; saving
      makes a new proposal.
    </p>
  );
}
