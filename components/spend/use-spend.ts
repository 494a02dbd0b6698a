"use client";

import { parseAsArrayOf, parseAsStringLiteral, useQueryState } from "nuqs";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { readOptions } from "@/lib/client/read-options";
import { spendCsvHref, spendOptions } from "@/lib/client/spend";
import { SPEND_GROUPS, type SpendGroup } from "@/lib/domain/report-dimensions";
import { normalizeGroups, spendInterval, spendQueries, spendWindow } from "./spend-queries";

const parser = parseAsArrayOf(parseAsStringLiteral(SPEND_GROUPS)).withDefault(["model"]);

/** What Spend shows: its groupings, kept in the URL, and the answers they need. */
export function useSpend() {
  const report = useReport();
  const [chosen, setChosen] = useQueryState("group", parser.withOptions({ history: "push" }));
  const groups = normalizeGroups(chosen);
  const asked = spendWindow(report);
  const queries = spendQueries(report, groups);
  return {
    groups,
    interval: spendInterval(report.query),
    setGroups: (first: SpendGroup, second: SpendGroup | null) =>
      void setChosen(second === null || second === first ? [first] : [first, second]),
    table: useLiveQuery(spendOptions(queries.table)),
    bars: useLiveQuery(spendOptions(queries.bars)),
    unpriced: useLiveQuery(readOptions("/api/v1/spend/unpriced", asked)),
    waste: useLiveQuery(readOptions("/api/v1/spend/waste", asked)),
    csvHref: spendCsvHref({ ...asked, group_by: groups, interval: "day" }),
  };
}
