import { FILTERS_BESIDE_MODEL, type ReportQuery } from "@/components/shell/report-params";
import type { ModelStats } from "@/lib/contract/stats";

/** A picked model beside the others: its stats, or why there are none. */
export type CompareColumn =
  | { model: string; stats: ModelStats; why: null }
  | { model: string; stats: null; why: string };

type Seen = {
  models: readonly ModelStats[];
  /** Every model ever seen in traffic. */
  known: readonly string[];
  query: ReportQuery;
};

/** Every picked model in its order, also one without traffic: what was picked does not vanish, and says why it is empty. */
export function compareColumns(picked: readonly string[], { models, known, query }: Seen): CompareColumn[] {
  const isFiltered = FILTERS_BESIDE_MODEL.some((name) => query[name].length > 0);
  return picked.map((model): CompareColumn => {
    const stats = models.find((row) => row.model === model);
    if (stats) return { model, stats, why: null };
    if (!known.includes(model)) return { model, stats: null, why: "not seen in traffic" };
    return { model, stats: null, why: isFiltered ? "no attempts with these filters" : "no attempts in this window" };
  });
}
