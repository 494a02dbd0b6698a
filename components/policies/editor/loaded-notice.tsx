import { Notice } from "@/components/ui/notice";
import type { Proposal } from "@/lib/contract/proposals";
import { OPEN_PROPOSAL_STATES } from "@/lib/domain/policies/proposal";

/** That a proposal which was asked for by its number is not there. */
export function MissingNotice({ tier, missing }: { tier: string; missing: string }) {
  return (
    <Notice tone="warn" role="status" spaced>
      {tier} has no proposal {missing} to load; the form shows the active policy.
    </Notice>
  );
}

/** Which proposal the form holds instead of the active version. */
export function LoadedNotice({ loaded }: { loaded: Proposal | null }) {
  if (!loaded) return null;
  const { id, state, proposed_by } = loaded;
  return OPEN_PROPOSAL_STATES.includes(state) ? (
    <Notice role="status" spaced>
      The form holds proposal {id}, by {proposed_by}.
    </Notice>
  ) : (
    <Notice tone="warn" role="status" spaced>
      Proposal {id} is over: it was {state === "failed" ? "not published" : state}. The form holds its values; saving
      creates a new proposal.
    </Notice>
  );
}
