import { FILTERS_BESIDE_MODEL, type ReportQuery } from "@/components/shell/report-params";
import type { ComparedModel } from "@/lib/contract/comparison";
import type { ModelStats } from "@/lib/contract/stats";
import { t } from "@/lib/messages/translate";

/** A picked model beside the others: what it did, what that is like for like where known, and why either is missing. */
export type CompareColumn = {
  model: string;
  stats: ModelStats | null;
  like: ComparedModel | null;
  why: string | null;
};

type Seen = {
  models: readonly ModelStats[];
  compared: readonly ComparedModel[];
  /** Every model ever seen in traffic. */
  known: readonly string[];
  query: ReportQuery;
};

/** Every picked model in its order, also one without traffic: what was picked does not vanish, and says why it is empty. */
export function compareColumns(picked: readonly string[], { models, compared, known, query }: Seen): CompareColumn[] {
  const isFiltered = FILTERS_BESIDE_MODEL.some((name) => query[name].length > 0);
  return picked.map((model): CompareColumn => {
    const stats = models.find((row) => row.model === model) ?? null;
    const like = compared.find((row) => row.model === model) ?? null;
    if (stats) return { model, stats, like, why: like && like.attempts > 0 ? like.why : null };
    const missing = isFiltered ? t("no attempts with these filters") : t("no attempts in this window");
    return { model, stats: null, like: null, why: known.includes(model) ? missing : t("not seen in traffic") };
  });
}
