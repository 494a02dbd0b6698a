import { Notice } from "@/components/ui/notice";
import type { Proposal } from "@/lib/contract/proposals";
import { OPEN_PROPOSAL_STATES } from "@/lib/domain/policies/proposal";
import { t } from "@/lib/messages/translate";
import { PROPOSAL_LABELS } from "../proposals/proposal-labels";

/** That a proposal which was asked for by its number is not there. */
export function MissingNotice({ tier, missing }: { tier: string; missing: string }) {
  return (
    <Notice tone="warn" role="status" spaced>
      {t("{tier} has no proposal {id} to load; the form shows the active policy.", { tier, id: missing })}
    </Notice>
  );
}

/** Which proposal the form holds instead of the active version. */
export function LoadedNotice({ loaded }: { loaded: Proposal | null }) {
  if (!loaded) return null;
  const { id, state, proposed_by } = loaded;
  return OPEN_PROPOSAL_STATES.includes(state) ? (
    <Notice role="status" spaced>
      {t("The form holds proposal {id}, by {user}.", { id, user: proposed_by })}
    </Notice>
  ) : (
    <Notice tone="warn" role="status" spaced>
      {t("Proposal {id} is over: it was {state}. The form holds its values; saving creates a new proposal.", {
        id,
        state: t(PROPOSAL_LABELS[state].text),
      })}
    </Notice>
  );
}
