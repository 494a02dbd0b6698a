import { STATE_TEXT } from "@/components/breakers/state-text";
import type { Mark } from "@/lib/contract/marks";
import { describeChange } from "@/lib/domain/detectors/measure-labels";
import { formatMs, formatWhole } from "@/lib/domain/format";
import type { MarkKind, PlotMark } from "./plot-types";

type OfKind<K extends MarkKind> = Extract<Mark, { kind: K }>;

type KindOf<K extends MarkKind> = {
  one: string;
  many: string;
  /** The letter that stands for one on a chart. */
  sign: string;
  color: string;
  describe: (mark: OfKind<K>) => string;
};

/** Everything that charts mark: a kind more needs one entry here. */
export const MARK_KINDS: { [K in MarkKind]: KindOf<K> } = {
  failover: {
    ...{ one: "failover", many: "failovers", sign: "F", color: "var(--sw-bad)" },
    describe: ({ model, region, tier, from, to }) =>
      `Failover: ${model} in ${region} (${tier}) ${STATE_TEXT[from]} → ${STATE_TEXT[to]}`,
  },
  policy: {
    ...{ one: "policy", many: "policies", sign: "P", color: "var(--sw-accent)" },
    describe: ({ tier, version }) => `Policy of ${tier}: version ${version} published`,
  },
  price: {
    ...{ one: "price change", many: "price changes", sign: "$", color: "var(--model-0)" },
    describe: ({ model, provider }) => `Price of ${model} at ${provider} changed`,
  },
  incident: {
    ...{ one: "incident", many: "incidents", sign: "!", color: "var(--sw-warn)" },
    describe: ({ model, provider, region, at, to, failed }) =>
      `Incident: ${model} at ${provider} in ${region}, ${formatMs(Date.parse(to) - Date.parse(at))}, ${formatWhole(failed)} attempts failed`,
  },
  regression: {
    ...{ one: "slowdown", many: "slowdowns", sign: "S", color: "var(--sw-warn)" },
    describe: (mark) => describeDetected(mark, "slower"),
  },
  swap: {
    ...{ one: "model change", many: "model changes", sign: "M", color: "var(--sw-warn)" },
    describe: (mark) => describeDetected(mark, "answers differently"),
  },
};

function describeDetected({ model, region, measure, ratio }: OfKind<"regression" | "swap">, what: string): string {
  return `${model} in ${region} ${what}${measure ? `: ${describeChange(measure, ratio)}` : ""}`;
}

/** A mark as charts draw it. */
export function plotMarkOf(mark: Mark): PlotMark {
  return {
    ...{ at: Date.parse(mark.at), kind: mark.kind, label: describeMark(mark) },
    ...("to" in mark && mark.kind === "incident" && { to: Date.parse(mark.to) }),
  };
}

function describeMark<K extends MarkKind>(mark: OfKind<K>): string {
  // That the entry is of the mark's own kind is more than TypeScript can follow.
  const kind = MARK_KINDS[mark.kind] as KindOf<K>;
  return kind.describe(mark);
}

/** "12 failovers, 1 policy": how many there are of each kind, in the order of the table. */
export function countMarks(marks: readonly Pick<PlotMark, "kind">[]): string {
  const counts = Object.entries(MARK_KINDS).flatMap(([kind, { one, many }]) => {
    const count = marks.filter((mark) => mark.kind === kind).length;
    return count === 0 ? [] : [`${formatWhole(count)} ${count === 1 ? one : many}`];
  });
  const others = marks.filter(({ kind }) => kind === undefined).length;
  return [...counts, ...(others > 0 ? [`${formatWhole(others)} more`] : [])].join(", ");
}
