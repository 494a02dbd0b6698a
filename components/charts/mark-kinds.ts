import { STATE_TEXT } from "@/components/breakers/state-text";
import type { Mark } from "@/lib/contract/marks";
import { describeChange } from "@/lib/domain/detectors/measure-labels";
import { formatLength, formatWhole } from "@/lib/domain/format";
import { t, textOf } from "@/lib/messages/translate";
import type { MarkKind, PlotMark } from "./plot-types";

type OfKind<K extends MarkKind> = Extract<Mark, { kind: K }>;

type KindOf<K extends MarkKind> = {
  /** "2 failovers". */
  count: (count: number) => string;
  /** The letter that stands for one on a chart. */
  sign: string;
  color: string;
  describe: (mark: OfKind<K>) => string;
};

/** Everything that charts mark: a kind more needs one entry here. */
export const MARK_KINDS: { [K in MarkKind]: KindOf<K> } = {
  failover: {
    ...{ sign: "F", color: "var(--sw-bad)" },
    count: (count) => t("{count, plural, one {# failover} other {# failovers}}", { count }),
    describe: ({ model, region, tier, from, to }) =>
      t("Failover: {model} in {region} ({tier}) {from} → {to}", {
        ...{ model, region, tier },
        ...{ from: textOf(STATE_TEXT[from]), to: textOf(STATE_TEXT[to]) },
      }),
  },
  policy: {
    ...{ sign: "P", color: "var(--sw-accent)" },
    count: (count) => t("{count, plural, one {# policy} other {# policies}}", { count }),
    describe: ({ tier, version }) => t("Policy of {tier}: version {version} published", { tier, version }),
  },
  price: {
    ...{ sign: "$", color: "var(--model-0)" },
    count: (count) => t("{count, plural, one {# price change} other {# price changes}}", { count }),
    describe: ({ model, provider }) => t("Price of {model} at {provider} changed", { model, provider }),
  },
  incident: {
    ...{ sign: "!", color: "var(--sw-warn)" },
    count: (count) => t("{count, plural, one {# incident} other {# incidents}}", { count }),
    describe: ({ model, provider, region, at, to, failed }) =>
      t("Incident: {model} at {provider} in {region}, {duration}, {failed} attempts failed", {
        ...{ model, provider, region },
        duration: formatLength(Date.parse(to) - Date.parse(at)),
        failed: formatWhole(failed),
      }),
  },
  regression: {
    ...{ sign: "S", color: "var(--sw-warn)" },
    count: (count) => t("{count, plural, one {# slowdown} other {# slowdowns}}", { count }),
    describe: (mark) => withMeasure(t("{model} in {region} slower", placeOf(mark)), mark),
  },
  swap: {
    ...{ sign: "M", color: "var(--sw-warn)" },
    count: (count) => t("{count, plural, one {# model change} other {# model changes}}", { count }),
    describe: (mark) =>
      withMeasure(
        mark.kinds.includes("regression")
          ? t("{model} in {region} slower, answers differently", placeOf(mark))
          : t("{model} in {region} answers differently", placeOf(mark)),
        mark,
      ),
  },
};

type Detected = OfKind<"regression" | "swap">;

function placeOf({ model, region }: Detected) {
  return { model, region };
}

function withMeasure(what: string, { measure, ratio }: Detected): string {
  return measure ? t("{what}: {change}", { what, change: describeChange(measure, ratio) }) : what;
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
  const counts = Object.entries(MARK_KINDS).flatMap(([kind, { count: countText }]) => {
    const count = marks.filter((mark) => mark.kind === kind).length;
    return count === 0 ? [] : [countText(count)];
  });
  const others = marks.filter(({ kind }) => kind === undefined).length;
  return [...counts, ...(others > 0 ? [t("{count} more", { count: formatWhole(others) })] : [])].join(", ");
}
