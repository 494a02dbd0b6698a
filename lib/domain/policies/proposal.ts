/** Where a proposed policy stands: the first three can still move, the others are how it ended. */
export const PROPOSAL_STATES = [
  "draft",
  "waiting",
  "approved",
  "published",
  "rejected",
  "withdrawn",
  "failed",
] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];

export const PROPOSAL_ACTIONS = ["submit", "approve", "reject", "withdraw"] as const;
export type ProposalAction = (typeof PROPOSAL_ACTIONS)[number];

export const OPEN_PROPOSAL_STATES: readonly ProposalState[] = ["draft", "waiting", "approved"];

type Asked = { state: ProposalState; proposedBy: string; actor: string; needsApproval: boolean };

/** The state an action leads to, or why it is refused. Who proposed a change is never the one who approves it. */
export function afterAction(action: ProposalAction, asked: Asked): { state: ProposalState } | { refusal: string } {
  const { state, proposedBy, actor, needsApproval } = asked;
  if (!OPEN_PROPOSAL_STATES.includes(state)) return { refusal: `It is ${state} already` };
  switch (action) {
    case "submit":
      if (state !== "draft") return { refusal: `It is ${state} already` };
      return { state: needsApproval ? "waiting" : "approved" };
    case "approve":
      if (state !== "waiting") return { refusal: "Only what was submitted can be approved" };
      if (actor === proposedBy) return { refusal: "A second user must approve it: not who proposed it" };
      return { state: "approved" };
    case "reject":
      return state === "waiting" ? { state: "rejected" } : { refusal: "Only what was submitted can be rejected" };
    case "withdraw":
      return { state: "withdrawn" };
  }
}

export type ApprovalSetting = { needsApproval: boolean; offProposedBy: string | null };

/**
 * What a switch of the approval setting leads to. On holds at once; off is proposed by one and holds once another agrees.
 *
 * `agreesWith` names whose proposal the second one agrees with: whether the two are two is the caller's to check.
 */
export function afterSwitch(
  setting: ApprovalSetting,
  asked: { needsApproval: boolean; actor: string },
): ApprovalSetting & { agreesWith: string | null } {
  const { needsApproval, actor } = asked;
  if (needsApproval || !setting.needsApproval) return { needsApproval, offProposedBy: null, agreesWith: null };
  const proposer = setting.offProposedBy;
  if (proposer === null || proposer === actor) return { needsApproval: true, offProposedBy: actor, agreesWith: null };
  return { needsApproval: false, offProposedBy: null, agreesWith: proposer };
}
