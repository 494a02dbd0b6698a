"use client";

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { parseAsInteger, useQueryState } from "nuqs";
import { useState } from "react";
import { isWorthRetrying } from "@/lib/client/api-error";
import { type BillInput, createReconciliation } from "@/lib/client/bills";
import { getJson } from "@/lib/client/get-json";
import { readOptions } from "@/lib/client/read-options";
import { send, sendEdit } from "@/lib/client/send";
import {
  type Reconciliation,
  type ReconciliationChange,
  reconciliationPageSchema,
} from "@/lib/contract/reconciliations";
import type { RowStatus } from "@/lib/domain/reconciliation/reconcile";

const PATH = "/api/v1/reconciliations";
const ONE = "/api/v1/reconciliations/{id}";

/** The reconciliations, and what can be done with them. */
export function useReconciliations() {
  const queries = useQueryClient();
  const [openId, setOpenId] = useQueryState("id", parseAsInteger.withOptions({ history: "push", scroll: true }));
  const list = useQuery(readOptions(PATH, {}));
  const models = useQuery(readOptions("/api/v1/reconciliations/models", {}));
  const onSettled = () =>
    queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith(PATH) });

  const create = useMutation({
    mutationFn: ({ file, input }: { file: File; input: BillInput }) => createReconciliation(file, input),
    onSuccess: ({ id }) => void setOpenId(id),
    onSettled,
  });
  const change = useMutation({
    mutationFn: ({ of, change: edit }: { of: Reconciliation; change: ReconciliationChange }) =>
      sendEdit(of.version, "patch", ONE, { id: of.id }, edit),
    onSettled,
  });
  const run = useMutation({
    mutationFn: ({ id, version }: Reconciliation) =>
      sendEdit(version, "post", "/api/v1/reconciliations/{id}/run", { id }),
    onSettled,
  });
  const remove = useMutation({
    mutationFn: ({ id, version }: Reconciliation) => sendEdit(version, "delete", ONE, { id }),
    onSuccess: (_, { id }) => id === openId && void setOpenId(null),
    onSettled,
  });
  /** Remembers names, then compares again where that was asked for. */
  const nameModels = useMutation({
    mutationFn: async ({ names, of }: { names: readonly BillName[]; of: Reconciliation | null }) => {
      for (const name of names) await send("put", "/api/v1/reconciliations/models", {}, name);
      if (of) await run.mutateAsync(of);
    },
    onSettled,
  });
  return { list, models, openId, setOpenId, create, change, run, remove, nameModels };
}

export type BillName = { provider: string; bill_name: string; model: string | null };
export type ReconciliationActions = Pick<
  ReturnType<typeof useReconciliations>,
  "change" | "run" | "remove" | "nameModels"
>;

/** The rows of a reconciliation, page by page. */
export function useReconciledRows(id: number, version: number) {
  const [status, setStatus] = useState<RowStatus | "all">("all");
  const rows = useInfiniteQuery({
    queryKey: ["api", `${PATH}/${id}`, version, status],
    queryFn: ({ pageParam, signal }) =>
      getJson(
        `${PATH}/${id}`,
        { ...(pageParam !== null && { cursor: pageParam }), ...(status !== "all" && { status }) },
        reconciliationPageSchema,
        signal,
      ),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
    retry: isWorthRetrying,
  });
  return { rows, status, setStatus };
}
