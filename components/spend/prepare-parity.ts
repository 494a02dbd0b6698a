import type { ParityMeasures, ParityReply, ParityReport } from "@/lib/contract/parity";
import { displayUsd, formatWhole } from "@/lib/domain/format";
import { describeReason } from "@/lib/domain/parity/describe-reason";
import { t } from "@/lib/messages/translate";

/** A line of a comparison: what is more here than there, and why; money as it is shown. */
export type ParityLine = { name: string; calls: string; input: string; output: string; cost: string };
export type ParityDayRow = {
  day: string;
  model: string;
  ours: ParityReport;
  theirs: ParityReport;
  difference: ParityMeasures;
  unexplained: ParityMeasures;
  why: string;
};

/** The difference of all days, each reason for it, and what stays unexplained. */
export function parityTotalLines(reply: ParityReply): ParityLine[] {
  const { difference, parts, unexplained } = reply.total;
  const about = { offsetMinutes: reply.offset_minutes, callRule: reply.call_rule };
  return [
    lineOf(t("More here than there"), difference),
    ...parts.map((part) => lineOf(describeReason(part.reason, about), part)),
    lineOf(t("Unexplained"), unexplained),
  ];
}

/** The days of models that differ, with the reasons of each in words. */
export function parityDayRows(reply: ParityReply): ParityDayRow[] {
  const about = { offsetMinutes: reply.offset_minutes, callRule: reply.call_rule };
  return reply.days
    .filter(({ parts, unexplained }) => parts.length > 0 || hasRest(unexplained))
    .map(({ parts, ...day }) => ({
      ...day,
      why: [
        ...parts.map(({ reason }) => describeReason(reason, about)),
        ...(hasRest(day.unexplained) ? [t("Unexplained in part")] : []),
      ].reduce((first, second) => t("{first}. {second}", { first, second })),
    }));
}

export function hasRest({ calls, input_tokens, output_tokens, cost_usd }: ParityMeasures): boolean {
  return calls !== 0 || input_tokens !== 0 || output_tokens !== 0 || cost_usd !== "0";
}

function lineOf(name: string, { calls, input_tokens, output_tokens, cost_usd }: ParityMeasures): ParityLine {
  return {
    name,
    ...{ calls: formatWhole(calls), input: formatWhole(input_tokens), output: formatWhole(output_tokens) },
    cost: displayUsd(cost_usd),
  };
}
