import type { Tone } from "@/components/ui/tone";
import type { ProposalState } from "@/lib/domain/policies/proposal";
import { type Message, message } from "@/lib/messages/translate";

/** Where a proposal stands, in words. */
export const PROPOSAL_LABELS: Readonly<Record<ProposalState, { text: Message; tone: Tone }>> = {
  draft: { text: message("draft"), tone: "neutral" },
  waiting: { text: message("waiting for a second approver"), tone: "warn" },
  approved: { text: message("scheduled"), tone: "accent" },
  published: { text: message("published"), tone: "good" },
  rejected: { text: message("rejected"), tone: "bad" },
  withdrawn: { text: message("withdrawn"), tone: "neutral" },
  failed: { text: message("not published"), tone: "bad" },
};
