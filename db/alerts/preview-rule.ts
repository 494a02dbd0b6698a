import type { RuleTerms } from "@/lib/contract/alert-rules";
import type { RulePreview } from "@/lib/contract/alerts";
import { t } from "@/lib/messages/translate";
import { dimensionName } from "../aggregates/dimension-name";
import type { Db } from "../client";
import { findQuietNames } from "./find-quiet-names";
import { namesOf, neverSeen, ruleWarnings } from "./list-rules";
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
  const [known = []] = await ruleWarnings(db, [terms]);
  const quiet = (await findQuietNames(db, { names: namesOf(terms), ...context })).filter(
    (name) => !known.includes(neverSeen(name)),
  );
  const warnings = [
    ...known,
    ...quiet.map(({ kind, value }) =>
      t("No traffic by the {dimension} {value} in 30 days", { dimension: dimensionName(kind), value }),
    ),
  ];
  const count = (wanted: string) => seen.filter(({ verdict }) => verdict === wanted).length;
  const replay = await replayRule(db, terms, context);
  return {
    ...{ as_of: context.now.toISOString(), warnings, series: seen.length },
    ...{ breached: count("breached"), unmeasured: count("unmeasured") },
    seen: seen.slice(0, SHOWN_MAX).map(({ labels, verdict, summary }) => ({ labels: { ...labels }, verdict, summary })),
    replay,
  };
}
