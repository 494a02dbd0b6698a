import { and, inArray, isNull } from "drizzle-orm";
import type { TermsOf } from "@/lib/contract/alert-rules";
import type { Observation } from "@/lib/domain/alerts/observation";
import { headlineOf } from "@/lib/domain/detectors/headline";
import { describeChange } from "@/lib/domain/detectors/measure-labels";
import { formatWhole } from "@/lib/domain/format";
import type { Db } from "../client";
import { detection } from "../schema/detectors";

/** The models that are slower than usual, or that another seems to answer for, as long as that lasts. */
export async function observeDetections(db: Db, { scope }: TermsOf<"detection">): Promise<Observation[]> {
  const { model, provider, region } = scope;
  const rows = await db
    .select()
    .from(detection)
    .where(
      and(
        isNull(detection.endedAt),
        model.length > 0 ? inArray(detection.model, model) : undefined,
        provider.length > 0 ? inArray(detection.provider, provider) : undefined,
        region.length > 0 ? inArray(detection.region, region) : undefined,
      ),
    );
  return rows.map(({ kind, since, attempts, measures, returnedModel, ...labels }) => {
    const headline = headlineOf(measures.filter(({ isFound }) => isFound));
    const name = returnedModel && `Answers say ${returnedModel}`;
    const length = headline && describeChange(headline.measure, headline.ratio);
    const change = [name, length].filter((part) => part !== null).join(", ") || "Changed";
    const at = since.toISOString().slice(0, 16).replace("T", " ");
    return {
      labels: { change: kind, model: labels.model, provider: labels.provider, region: labels.region },
      verdict: "breached" as const,
      summary: `${change} since ${at} UTC, n = ${formatWhole(attempts)}`,
      ...{ value: headline ? String(headline.ratio) : null, threshold: null, share: 1 },
    };
  });
}
