"use client";

import { useQuery } from "@tanstack/react-query";
import { readOptions } from "@/lib/client/read-options";

const DOLLAR = "USD";

/** The currencies that an amount can be in: the dollar, and those with rates. */
export function useCurrencies(): string[] {
  const { data } = useQuery(readOptions("/api/v1/exchange-rates", {}));
  return [DOLLAR, ...new Set(data?.rates.map(({ currency }) => currency))];
}
