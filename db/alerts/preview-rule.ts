import type { RulePreview } from "@/lib/contract/alert-preview";
import type { RuleTerms } from "@/lib/contract/alert-rules";
import type { Db } from "../client";
import { findQuietNames } from "../dimensions/find-quiet-names";
import { ruleWarnings } from "./list-rules";
import { observeRule } from "./observe-rule";
import type { ReplayContext } from "./replay-context";
import { replayRule } from "./replay-rule";

const SHOWN_MAX = 20;

/** What a rule of these terms would see now, and when it would have fired. */
export async function previewRule(
  db: Db,
  { terms, ...context }: ReplayContext & { terms: RuleTerms },
): Promise<RulePreview> {
  const observed = await observeRule(db, terms, context);
  const seen = observed.toSorted((a, b) => Number(b.verdict === "breached") - Number(a.verdict === "breached"));
  const [warnings = []] = await ruleWarnings(db, {
    ...{ all: [terms], findQuiet: (names) => findQuietNames(db, { names, ...context }) },
  });
  const count = (wanted: string) => seen.filter(({ verdict }) => verdict === wanted).length;
  const replay = await replayRule(db, terms, context);
  return {
    ...{ as_of: context.now.toISOString(), warnings, series: seen.length },
    ...{ breached: count("breached"), unmeasured: count("unmeasured") },
    seen: seen.slice(0, SHOWN_MAX).map(({ labels, verdict, summary }) => ({ labels: { ...labels }, verdict, summary })),
    replay,
  };
}
