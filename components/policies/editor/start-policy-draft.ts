import type { PublishedPolicy, TierPolicy } from "@/lib/contract/policy";
import type { Proposal } from "@/lib/contract/proposals";
import type { Base, DraftState } from "../draft/draft-reducer";
import { draftOf, type PolicyDraft } from "../draft/policy-draft";
import { type Rebased, rebaseDraft } from "../draft/rebase-draft";

type PolicyDraftState = DraftState<PolicyDraft, PublishedPolicy, Proposal>;

export type PolicyDraftStart = {
  /** The version in force; null while the tier does not exist. */
  published: PublishedPolicy | null;
  /** What the form starts with. */
  start: TierPolicy;
  /** A proposal the form begins with, as if it had been typed. */
  loaded: Proposal | null;
  /** The version that proposal was written on, where that is known. */
  loadedOn: PublishedPolicy | null;
  /** What the address suggests instead of the active version, where no proposal is loaded. */
  suggested?: TierPolicy | null;
};

/** A form as it opens: on the active version, with what a proposal changes where one is loaded, or as it is suggested. */
export function startPolicyDraft({
  published,
  start,
  loaded,
  loadedOn,
  suggested,
}: PolicyDraftStart): PolicyDraftState {
  const base = { version: published?.version ?? 0, published, draft: draftOf(start) };
  const own = suggested ? draftOf(suggested) : base.draft;
  const carried = loaded ? carry(loaded, loadedOn, base) : { draft: own, clashes: [] };
  return { base, ...carried, comment: loaded?.comment ?? "", source: loaded, submitted: null, refusals: 0 };
}

/** A proposal's own changes on the active version, so that loading it undoes nobody else's. */
function carry(loaded: Proposal, loadedOn: PublishedPolicy | null, base: Base<PolicyDraft, PublishedPolicy>): Rebased {
  const proposed = draftOf(loaded.policy);
  if (!loadedOn || loadedOn.version === base.version) return { draft: proposed, clashes: [] };
  return rebaseDraft(draftOf(loadedOn), proposed, base.draft);
}
