import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useConfirmed } from "@/components/shell/confirm-context";
import { getJson } from "@/lib/client/get-json";
import { sendJson } from "@/lib/client/send-json";
import type { TierPolicy } from "@/lib/contract/policy";
import { approvalSettingSchema, type Proposal, proposalSchema, proposalsSchema } from "@/lib/contract/proposals";
import type { ProposalAction } from "@/lib/domain/policies/proposal";

export type WrittenProposal = {
  policy: TierPolicy;
  comment: string;
  baseVersion: number;
  /** An instant, or null for as soon as it may. */
  publishAt: string | null;
  /** The proposal that is written anew, or null for a new one. */
  onto: Proposal | null;
};

const REFRESH_MS = 10_000;

/** The proposals of a tier, and what can be done with them. */
export function useProposals(tier: string) {
  const queries = useQueryClient();
  const router = useRouter();
  const confirmed = useConfirmed();
  const path = `/api/v1/policies/${encodeURIComponent(tier)}`;
  const queryKey = ["proposals", tier];
  const list = useQuery({
    queryKey,
    queryFn: ({ signal }) => getJson(`${path}/proposals`, {}, proposalsSchema, signal),
    refetchInterval: REFRESH_MS,
  });
  // Whatever the answer, what is shown may be old now.
  const onSettled = () => {
    router.refresh();
    return queries.invalidateQueries({ queryKey });
  };

  const act = (proposal: Proposal, action: ProposalAction, reason: string | null) =>
    sendJson(
      "POST",
      `${path}/proposals/${proposal.id}`,
      { action, revision: proposal.revision, reason },
      proposalSchema,
    );

  const save = useMutation({
    mutationFn: ({ policy, comment, baseVersion, publishAt, onto }: WrittenProposal) => {
      const body = { policy, comment: comment.trim() || null, base_version: baseVersion, publish_at: publishAt };
      if (onto === null) return sendJson("POST", `${path}/proposals`, body, proposalSchema);
      return sendJson("PUT", `${path}/proposals/${onto.id}`, { ...body, revision: onto.revision }, proposalSchema);
    },
    onSettled,
  });
  const decide = useMutation({
    mutationFn: (input: { proposal: Proposal; action: ProposalAction; reason?: string }) =>
      confirmed(() => act(input.proposal, input.action, input.reason?.trim() || null)),
    onSettled,
  });
  const ask = useMutation({
    mutationFn: (needsApproval: boolean) =>
      confirmed(() => sendJson("PUT", `${path}/settings`, { needs_approval: needsApproval }, approvalSettingSchema)),
    onSettled,
  });
  return { list, save, decide, ask };
}
