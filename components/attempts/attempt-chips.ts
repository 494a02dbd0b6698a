import { OUTCOME_LABELS } from "@/components/charts/outcome-mix";
import { RANGED_MEASURES, type RangedMeasure } from "@/lib/contract/attempts";
import { type AttemptsParams, NAMED_FILTERS, type NamedFilter, type RangeEnd } from "./attempts-params";

/** One filter in words, and the address without it. */
export type Chip = { label: string; without: Partial<{ [K in keyof AttemptsParams]: AttemptsParams[K] | null }> };

export type FilterKind = RangeEnd | NamedFilter | "request_id";

const NAMES: Readonly<Record<NamedFilter, string>> = {
  error_code: "Error code",
  router: "Router",
  consumer: "Consumer",
  session: "Session",
  tag: "Tag",
};
const MEASURES: Readonly<Record<RangedMeasure, { label: string; unit: string }>> = {
  duration_ms: { label: "Duration", unit: "ms" },
  ttft_ms: { label: "TTFT", unit: "ms" },
  cost_usd: { label: "Cost", unit: "USD" },
  input_tokens: { label: "Input", unit: "tokens" },
  output_tokens: { label: "Output", unit: "tokens" },
};

/** What can be added as a filter, in words. */
export const FILTER_KINDS: readonly { value: FilterKind; label: string }[] = [
  ...RANGED_MEASURES.flatMap((measure) => {
    const { label, unit } = MEASURES[measure];
    return [
      { value: `${measure}_min` as const, label: `${label} from (${unit})` },
      { value: `${measure}_max` as const, label: `${label} below (${unit})` },
    ];
  }),
  ...NAMED_FILTERS.map((name) => ({ value: name, label: NAMES[name] })),
  { value: "request_id", label: "Request id" },
];

/** The end of a range that a kind of filter is, or null where it is none. */
export function rangeEndOf(kind: FilterKind): RangeEnd | null {
  for (const measure of RANGED_MEASURES) {
    for (const end of [`${measure}_min`, `${measure}_max`] as const) if (kind === end) return end;
  }
  return null;
}

/** Every filter of the explorer's own that is set, each to be taken away by itself. */
export function chipsOf(params: AttemptsParams): Chip[] {
  const outcomes = params.outcome.map((outcome) => ({
    label: `Outcome: ${OUTCOME_LABELS[outcome]}`,
    without: { outcome: params.outcome.filter((other) => other !== outcome) },
  }));
  const named = NAMED_FILTERS.flatMap((name) =>
    params[name].map((value) => ({
      label: `${NAMES[name]}: ${value}`,
      without: { [name]: params[name].filter((other) => other !== value) },
    })),
  );
  const request =
    params.request_id === null ? [] : [{ label: `Request: ${params.request_id}`, without: { request_id: null } }];
  const ranges = RANGED_MEASURES.flatMap((measure) => {
    const { label, unit } = MEASURES[measure];
    return (["min", "max"] as const).flatMap((end) => {
      const value = params[`${measure}_${end}`];
      if (value === null) return [];
      return [
        {
          label: `${label} ${end === "min" ? "from" : "below"} ${value} ${unit}`,
          without: { [`${measure}_${end}`]: null },
        },
      ];
    });
  });
  return [...outcomes, ...named, ...request, ...ranges];
}
