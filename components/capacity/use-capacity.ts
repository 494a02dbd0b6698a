"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { readOptions } from "@/lib/client/read-options";
import type { ReadInput } from "@/lib/client/read-types";
import { searchParams } from "@/lib/client/search-params";
import { send } from "@/lib/client/send";
import { capacityWindow } from "./capacity-window";
import {
  type CapacityDraft,
  capacityInput,
  type DiscountDraft,
  discountInput,
  type EndDraft,
  endInput,
} from "./drafts";

const CAPACITY = "/api/v1/capacity";
const CAPACITY_USE = "/api/v1/capacity/use";
const DISCOUNTS = "/api/v1/discounts";
const BREAK_EVEN = "/api/v1/capacity/break-even";

/** Which of the two something is that ends. */
export type Ending = { of: "capacity" | "discount"; id: number; name: string };
type BreakEvenQuery = Omit<ReadInput<typeof BREAK_EVEN>, "window" | "from" | "to" | "tz">;

/** Capacity and discounts, how they are used, and what can be done with them. */
export function useCapacity() {
  const queries = useQueryClient();
  const asked = capacityWindow(useReport());
  const onSettled = () =>
    queries.invalidateQueries({
      predicate: ({ queryKey }) => [CAPACITY, DISCOUNTS].some((path) => String(queryKey[1]).startsWith(path)),
    });
  return {
    use: useLiveQuery(readOptions(CAPACITY_USE, asked)),
    discounts: useLiveQuery(readOptions(DISCOUNTS, {})),
    csvHref: `${CAPACITY_USE}?${searchParams({ ...asked, format: "csv" })}`,
    addCapacity: useMutation({
      mutationFn: (draft: CapacityDraft) => send("post", CAPACITY, {}, capacityInput(draft)),
      onSettled,
    }),
    addDiscount: useMutation({
      mutationFn: (draft: DiscountDraft) => send("post", DISCOUNTS, {}, discountInput(draft)),
      onSettled,
    }),
    end: useMutation({
      mutationFn: async ({ ending: { of, id }, draft }: { ending: Ending; draft: EndDraft }) => {
        if (of === "capacity") await send("post", "/api/v1/capacity/{id}/end", { id }, endInput(draft));
        else await send("post", "/api/v1/discounts/{id}/end", { id }, endInput(draft));
      },
      onSettled,
    }),
  };
}

/** The hours of the report's window against a price of capacity. */
export function useBreakEven(terms: BreakEvenQuery) {
  return useLiveQuery(readOptions(BREAK_EVEN, { ...capacityWindow(useReport()), ...terms }));
}
