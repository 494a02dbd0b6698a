import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useConfirmed } from "@/components/shell/confirm-context";
import { readOptions } from "@/lib/client/read-options";
import { send } from "@/lib/client/send";
import type { TierPolicy } from "@/lib/contract/policy";
import type { Proposal } from "@/lib/contract/proposals";
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
const PROPOSAL = "/api/v1/policies/{tier}/proposals/{id}";

/** The proposals of a tier, and what can be done with them. */
export function useProposals(tier: string) {
  const queries = useQueryClient();
  const router = useRouter();
  const confirmed = useConfirmed();
  const options = readOptions("/api/v1/policies/{tier}/proposals", { tier }, { refetchInterval: REFRESH_MS });
  const { queryKey } = options;
  // Those of another tier must not be shown while these load.
  const list = useQuery({ ...options, placeholderData: undefined });
  // Whatever the answer, what is shown may be old now.
  const onSettled = () => {
    router.refresh();
    return queries.invalidateQueries({ queryKey });
  };

  const act = (proposal: Proposal, action: ProposalAction, reason: string | null) =>
    send("post", PROPOSAL, { tier, id: proposal.id }, { action, revision: proposal.revision, reason });

  const save = useMutation({
    mutationFn: ({ policy, comment, baseVersion, publishAt, onto }: WrittenProposal) => {
      const body = { policy, comment: comment.trim() || null, base_version: baseVersion, publish_at: publishAt };
      if (onto === null) return send("post", "/api/v1/policies/{tier}/proposals", { tier }, body);
      return send("put", PROPOSAL, { tier, id: onto.id }, { ...body, revision: onto.revision });
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
      confirmed(() => send("put", "/api/v1/policies/{tier}/settings", { tier }, { needs_approval: needsApproval })),
    onSettled,
  });
  return { list, save, decide, ask };
}
