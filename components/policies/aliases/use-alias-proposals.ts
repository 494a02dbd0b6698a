import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useConfirmed } from "@/components/shell/confirm-context";
import { readOptions } from "@/lib/client/read-options";
import { send } from "@/lib/client/send";
import type { AliasProposalAction } from "@/lib/contract/proposals";

const REFRESH_MS = 10_000;
const OPTIONS = readOptions("/api/v1/aliases/proposals", {}, { refetchInterval: REFRESH_MS });
export const ALIAS_PROPOSALS_KEY = OPTIONS.queryKey;

/** The proposed alias tables, and what can be done with them. */
export function useAliasProposals() {
  const queries = useQueryClient();
  const router = useRouter();
  const confirmed = useConfirmed();
  const list = useQuery(OPTIONS);
  const onSettled = () => {
    router.refresh();
    return queries.invalidateQueries({ queryKey: ALIAS_PROPOSALS_KEY });
  };
  const decide = useMutation({
    mutationFn: ({ id, action }: { id: number; action: AliasProposalAction }) =>
      confirmed(() => send("post", "/api/v1/aliases/proposals/{id}", { id }, { action, reason: null })),
    onSettled,
  });
  const ask = useMutation({
    mutationFn: (needsApproval: boolean) =>
      confirmed(() => send("put", "/api/v1/aliases/settings", {}, { needs_approval: needsApproval })),
    onSettled,
  });
  return { list, decide, ask };
}
