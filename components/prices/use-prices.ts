"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { parseAsString, parseAsStringLiteral, useQueryState, useQueryStates } from "nuqs";
import { useMemo, useState } from "react";
import { useReport } from "@/components/shell/use-report";
import { readOptions } from "@/lib/client/read-options";
import { spendOptions } from "@/lib/client/spend";
import { type PriceFilters, priceRows, SHOWN } from "./price-rows";

const filterParsers = {
  q: parseAsString.withDefault(""),
  provider: parseAsString.withDefault(""),
  source: parseAsString.withDefault(""),
  shown: parseAsStringLiteral(SHOWN).withDefault("all"),
};
/** `provider` is a list in the addresses of reports. */
const urlKeys = { provider: "of" };
/** What is changed here; whatever the answer, what is shown may be old now. */
const CHANGED = ["/api/v1/prices", "/api/v1/catalogue", "/api/v1/exchange-rates", "/api/v1/spend/unpriced"];
const WINDOW = "30d";

/** What every model costs, which of it is shown, and which model is open; all of it in the address. */
export function usePrices(openedAt: string) {
  const { tz } = useReport();
  const queries = useQueryClient();
  const [since, setSince] = useState(openedAt);
  const [filters, setFilters] = useQueryStates(filterParsers, { history: "replace", urlKeys });
  const [open, setOpen] = useQueryState("price", parseAsString.withOptions({ history: "push", scroll: true }));
  const list = useQuery(readOptions("/api/v1/prices", { since }));
  const catalogue = useQuery(readOptions("/api/v1/catalogue", {}));
  const unpriced = useQuery(readOptions("/api/v1/spend/unpriced", { window: WINDOW, tz }));
  const traffic = useQuery(spendOptions({ window: WINDOW, tz, group_by: ["provider", "model"] }));
  const rows = useMemo(() => {
    const { data } = list;
    if (data === undefined) return undefined;
    return priceRows({
      prices: data.prices,
      discounted: data.discounted,
      unpriced: unpriced.data?.unpriced,
      traffic: traffic.data?.rows,
      catalogue: catalogue.data?.models,
      now: Date.parse(since),
    });
  }, [list, unpriced.data, traffic.data, catalogue.data, since]);

  /** Reads everything again that a change here may have changed. */
  const refresh = async () => {
    setSince(new Date().toISOString());
    await queries.invalidateQueries({ predicate: ({ queryKey }) => CHANGED.includes(String(queryKey[1])) });
  };
  return {
    ...{ tz, list, catalogue, unpriced, rows, refresh, open, setOpen, filters },
    setFilters: (change: Partial<PriceFilters>) => void setFilters(change),
  };
}

/** Every version of a pair, closed ones included. */
export function useHistory(pair: { provider: string; model: string } | null) {
  return useQuery({
    ...readOptions("/api/v1/prices", { provider: pair?.provider ?? "", model: pair?.model ?? "" }),
    enabled: pair !== null && pair.provider !== "" && pair.model !== "",
    // Another pair's versions must not be shown while these load.
    placeholderData: undefined,
  });
}
