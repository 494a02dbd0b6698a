import type { Tone } from "@/components/ui/tone";
import type { ProposalState } from "@/lib/domain/policies/proposal";

/** Where a proposal stands, in words. */
export const PROPOSAL_LABELS: Readonly<Record<ProposalState, { text: string; tone: Tone }>> = {
  draft: { text: "draft", tone: "neutral" },
  waiting: { text: "waiting for a second approver", tone: "warn" },
  approved: { text: "scheduled", tone: "accent" },
  published: { text: "published", tone: "good" },
  rejected: { text: "rejected", tone: "bad" },
  withdrawn: { text: "withdrawn", tone: "neutral" },
  failed: { text: "not published", tone: "bad" },
};
