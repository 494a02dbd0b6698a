"use client";

import { parseAsArrayOf, parseAsStringLiteral, useQueryState } from "nuqs";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { spendCsvHref, spendOptions } from "@/lib/client/spend";
import { SPEND_GROUPS, type SpendGroup } from "@/lib/domain/report-dimensions";
import { normalizeGroups, spendInterval, spendQueries } from "./spend-queries";

const parser = parseAsArrayOf(parseAsStringLiteral(SPEND_GROUPS)).withDefault(["model"]);

/** What Spend shows: its groupings, kept in the URL, and the answers they need. */
export function useSpend() {
  const { query, tz } = useReport();
  const [chosen, setChosen] = useQueryState("group", parser.withOptions({ history: "push" }));
  const groups = normalizeGroups(chosen);
  const queries = spendQueries({ query, tz }, groups);
  return {
    groups,
    interval: spendInterval(query),
    setGroups: (first: SpendGroup, second: SpendGroup | null) =>
      void setChosen(second === null || second === first ? [first] : [first, second]),
    table: useLiveQuery(spendOptions(queries.table)),
    bars: useLiveQuery(spendOptions(queries.bars)),
    coverage: useLiveQuery(spendOptions(queries.coverage)),
    csvHref: spendCsvHref({ ...query, tz, group_by: groups, interval: "day" }),
  };
}
