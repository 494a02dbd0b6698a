import type { ChartTable } from "@/components/ui/csv";
import type { ComparisonMix } from "@/lib/contract/comparison";
import type { MixDimension } from "@/lib/domain/comparison/mix";
import { DIMENSION_NAMES } from "@/lib/domain/dimension-names";
import { formatPercent } from "@/lib/domain/format";
import { type Message, message, t } from "@/lib/messages/translate";

const MIX_NAMES: Readonly<Record<MixDimension, Message>> = {
  size: message("size"),
  hour: message("hour"),
  region: DIMENSION_NAMES.region,
  operation: DIMENSION_NAMES.operation,
};

/** The weights of a common mix as a table, beside what each value is of every model's own attempts. */
export function prepareMix({ weights }: Pick<ComparisonMix, "weights">): ChartTable {
  const models = [
    ...new Set(weights.flatMap(({ values }) => values.flatMap(({ models: own }) => Object.keys(own)))),
  ].sort();
  const percent = (value: string | number | null) => formatPercent(typeof value === "number" ? value : null, 1);
  return {
    columns: [
      { label: t("Kind of traffic") },
      { label: t("Weight"), numeric: true, format: percent },
      ...models.map((label) => ({ label, numeric: true, format: percent })),
    ],
    rows: weights.flatMap(({ dimension, values }) =>
      values.map(({ value, weight, models: own }) => [
        `${t(MIX_NAMES[dimension])}: ${value}`,
        weight,
        ...models.map((model) => own[model] ?? 0),
      ]),
    ),
  };
}
