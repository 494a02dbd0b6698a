import type { Proposal } from "@/lib/contract/proposals";
import { OPEN_PROPOSAL_STATES } from "@/lib/domain/policies/proposal";
import classes from "../policies.module.css";

/** That a proposal which was asked for by its number is not there. */
export function MissingNotice({ tier, missing }: { tier: string; missing: string }) {
  return (
    <p role="status" className={`${classes.notice} ${classes.loaded}`} data-tone="warn">
      {tier} has no proposal {missing} to load; the form shows what is in force.
    </p>
  );
}

/** Which proposal the form holds instead of the version in force. */
export function LoadedNotice({ loaded }: { loaded: Proposal | null }) {
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
