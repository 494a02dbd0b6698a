import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useConfirmed } from "@/components/shell/confirm-context";
import { getJson } from "@/lib/client/get-json";
import { sendJson } from "@/lib/client/send-json";
import {
  type AliasProposalAction,
  aliasProposalSchema,
  aliasProposalsSchema,
  approvalSettingSchema,
} from "@/lib/contract/proposals";

const REFRESH_MS = 10_000;
const PATH = "/api/v1/aliases";
export const ALIAS_PROPOSALS_KEY = ["alias-proposals"];

/** The proposed alias tables, and what can be done with them. */
export function useAliasProposals() {
  const queries = useQueryClient();
  const router = useRouter();
  const confirmed = useConfirmed();
  const list = useQuery({
    queryKey: ALIAS_PROPOSALS_KEY,
    queryFn: ({ signal }) => getJson(`${PATH}/proposals`, {}, aliasProposalsSchema, signal),
    refetchInterval: REFRESH_MS,
  });
  const onSettled = () => {
    router.refresh();
    return queries.invalidateQueries({ queryKey: ALIAS_PROPOSALS_KEY });
  };
  const decide = useMutation({
    mutationFn: ({ id, action }: { id: number; action: AliasProposalAction }) =>
      confirmed(() => sendJson("POST", `${PATH}/proposals/${id}`, { action, reason: null }, aliasProposalSchema)),
    onSettled,
  });
  const ask = useMutation({
    mutationFn: (needsApproval: boolean) =>
      confirmed(() => sendJson("PUT", `${PATH}/settings`, { needs_approval: needsApproval }, approvalSettingSchema)),
    onSettled,
  });
  return { list, decide, ask };
}
