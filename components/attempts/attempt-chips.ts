import { OUTCOME_LABELS } from "@/components/charts/outcome-mix";
import { RANGED_MEASURES, type RangedMeasure } from "@/lib/contract/attempts";
import { type Message, message, type Text, t, textOf } from "@/lib/messages/translate";
import { type AttemptsParams, NAMED_FILTERS, type NamedFilter, type RangeEnd } from "./attempts-params";

/** One filter in words, and the address without it. */
export type Chip = { label: string; without: Partial<{ [K in keyof AttemptsParams]: AttemptsParams[K] | null }> };

export type FilterKind = RangeEnd | NamedFilter | "request_id";

const NAMES: Readonly<Record<NamedFilter, Message>> = {
  error_code: message("Error code"),
  router: message("Router"),
  consumer: message("Consumer"),
  session: message("Session"),
  tag: message("Tag"),
};
const MEASURES: Readonly<Record<RangedMeasure, { label: Text; unit: Text }>> = {
  duration_ms: { label: message("Duration"), unit: "ms" },
  ttft_ms: { label: "TTFT", unit: "ms" },
  cost_usd: { label: message("Cost"), unit: "USD" },
  input_tokens: { label: message("Input"), unit: message("tokens") },
  output_tokens: { label: message("Output"), unit: message("tokens") },
};

/** What can be added as a filter, in words. */
export const filterKinds = (): { value: FilterKind; label: string }[] => [
  ...RANGED_MEASURES.flatMap((measure) => {
    const { label, unit } = measureTexts(measure);
    return [
      { value: `${measure}_min` as const, label: t("{label} from ({unit})", { label, unit }) },
      { value: `${measure}_max` as const, label: t("{label} below ({unit})", { label, unit }) },
    ];
  }),
  ...NAMED_FILTERS.map((name) => ({ value: name, label: t(NAMES[name]) })),
  { value: "request_id", label: t("Request id") },
];

function measureTexts(measure: RangedMeasure) {
  const { label, unit } = MEASURES[measure];
  return { label: textOf(label), unit: textOf(unit) };
}

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
    label: t("Outcome: {outcome}", { outcome: t(OUTCOME_LABELS[outcome]) }),
    without: { outcome: params.outcome.filter((other) => other !== outcome) },
  }));
  const named = NAMED_FILTERS.flatMap((name) =>
    params[name].map((value) => ({
      label: t("{name}: {value}", { name: t(NAMES[name]), value }),
      without: { [name]: params[name].filter((other) => other !== value) },
    })),
  );
  const request =
    params.request_id === null
      ? []
      : [{ label: t("Request: {id}", { id: params.request_id }), without: { request_id: null } }];
  const ranges = RANGED_MEASURES.flatMap((measure) => {
    const texts = measureTexts(measure);
    return (["min", "max"] as const).flatMap((end) => {
      const value = params[`${measure}_${end}`];
      if (value === null) return [];
      const label =
        end === "min"
          ? t("{label} from {value} {unit}", { ...texts, value })
          : t("{label} below {value} {unit}", { ...texts, value });
      return [{ label, without: { [`${measure}_${end}`]: null } }];
    });
  });
  return [...outcomes, ...named, ...request, ...ranges];
}
