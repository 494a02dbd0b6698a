import { t } from "@/lib/messages/translate";
import { displayPicoUsd, formatPercent, formatWhole } from "../format";
import type { Change } from "./changes";
import type { Range } from "./evaluate";
import { UNLEARNT_OUTPUT } from "./learn-lengths";
import type { PairLengths } from "./lengths-between";

type Facts = {
  changes: readonly Change[];
  lengths: readonly PairLengths[];
  baselineLengths: readonly PairLengths[];
  cold: Range;
  method: "attempts" | "sums";
  /** How many attempts were looked at one by one, and how many there are. */
  looked: number;
  attempts: number;
  usagePico: bigint;
};

/** Everything an answer stands on that is not recorded, in words, with its numbers. */
export function describeAssumptions(facts: Facts): string[] {
  const { changes, lengths, cold, usagePico } = facts;
  const has = (kind: Change["kind"]) => changes.some((change) => change.kind === kind);
  const several = changes.length > 1;
  return [
    ...lengths.map(describeLengths),
    ...(has("model")
      ? [
          t(
            "As many attempts, outcomes and cached tokens as recorded; the other model's price at the time of each attempt, discounts taken off, of an ordinary call: no batch or priority tier.",
          ),
          coldText(cold),
        ]
      : []),
    ...(changes.some((change) => change.kind === "cache" && change.mode === "off")
      ? [t("Without a cache everything read from it or written to it is charged as new input.")]
      : []),
    ...(changes.some((change) => change.kind === "cache" && change.mode === "on")
      ? [t("A cache hit costs the cached price; what is written first is not added.")]
      : []),
    ...(has("shift")
      ? [
          t(
            "Traffic that waits is sent at the first minute of the lower price, and used as many tokens. Deadlines are judged by the earliest attempt of each quarter hour, or hour in windows over 8 days.",
          ),
        ]
      : []),
    ...(has("price") ? [t("Nobody uses less because the price is higher.")] : []),
    ...(has("capacity")
      ? [
          t(
            "Capacity is paid for every clock hour that the window touches, busy or idle; use within an hour is spread evenly.",
          ),
        ]
      : []),
    ...(several
      ? [
          t(
            "Changes act in this order, whatever the order of the list: other models, cache, time, prices, capacity. Low and high are each the sum of all lows and of all highs.",
          ),
        ]
      : []),
    ...describeBaseline(facts),
    describeMethod(facts),
    ...(usagePico === 0n
      ? []
      : [
          t("{usd} that bills report beside the attempts stay as they are.", {
            usd: displayPicoUsd(usagePico),
          }),
        ]),
  ];
}

function describeLengths({ from, to, lengths, output, input, isSameModel }: PairLengths): string {
  const pair = `${from.model} → ${to.model}`;
  if (isSameModel) return t("{pair}: the same model, so as many tokens.", { pair });
  const { low, high } = lengths.output;
  const answers = output
    ? t(
        "answers {ratio} as long, learnt from {attempts} attempts in {hours} hours in which both served alike traffic",
        { ratio: ratioText(low, high), attempts: formatWhole(output.attempts), hours: formatWhole(output.hours) },
      )
    : t("answers {ratio} as long, not learnt: too little traffic was served by both", { ratio: ratioText(low, high) });
  const isLike = lengths.input.low === 1 && lengths.input.high === 1;
  const inputs = isLike
    ? t("as many input tokens, as both are of one maker")
    : describeInputs(ratioText(lengths.input.low, lengths.input.high), input?.attempts ?? null);
  return t("{pair}: {answers}; {inputs}.", { pair, answers, inputs });
}

function describeInputs(ratio: string, attempts: number | null): string {
  return attempts === null
    ? t("{ratio} as many input tokens, not learnt", { ratio })
    : t("{ratio} as many input tokens, learnt from {attempts} attempts", { ratio, attempts: formatWhole(attempts) });
}

function describeBaseline({ baselineLengths }: Facts): string[] {
  const others = baselineLengths.filter(({ isSameModel }) => !isSameModel);
  const [first] = others;
  if (!first) return [];
  const learnt = others.filter(({ output }) => output !== null).length;
  const { low, high } = UNLEARNT_OUTPUT;
  return [
    t(
      "The baseline {model}: how long its answers are was learnt for {learnt} of {count} models it stands in for; for the others they are {ratio} as long.",
      { model: first.to.model, learnt, count: others.length, ratio: ratioText(low, high) },
    ),
  ];
}

function ratioText(low: number, high: number): string {
  return t("{low} to {high}", { low: formatPercent(low, 0), high: formatPercent(high, 0) });
}

function coldText({ low, high }: Range): string {
  if (high === 0n)
    return t(
      "Filling the new model's cache costs nothing more: nothing was read from a cache in the first day, or reading costs what writing does.",
    );
  const amount =
    low === high ? displayPicoUsd(low) : t("{low} to {high}", { low: displayPicoUsd(low), high: displayPicoUsd(high) });
  return t(
    "A new model's cache starts empty: what each app read from it in its first hour with hits is charged as written once, {amount}.",
    { amount },
  );
}

function describeMethod({ method, looked, attempts }: Facts): string {
  if (method === "attempts")
    return t("All {attempts} attempts were counted one by one.", { attempts: formatWhole(attempts) });
  if (looked === 0) return t("Counted from sums, all of whose tokens count as charged for.");
  return t(
    "Counted from sums. What of the tokens is charged for, and how large inputs are, is as in the last {looked} of {attempts} attempts.",
    { looked: formatWhole(looked), attempts: formatWhole(attempts) },
  );
}
