import type { ParityMeasures, ParityReply, ParityReport } from "@/lib/contract/parity";
import { describeReason } from "@/lib/domain/parity/describe-reason";
import { formatUsdOrNull, parseUsd } from "@/lib/domain/pricing/usd";

const WIDTHS = [12, 16, 16, 18];
const DAYS_SHOWN = 20;

/** A comparison as lines for a terminal: the sums, each reason with what it accounts for, and the days that have a rest. */
export function parityLines(reply: ParityReply): string[] {
  const { days, total } = reply;
  const about = { offsetMinutes: reply.offset_minutes, callRule: reply.call_rule };
  const rest = days.filter(({ unexplained }) => hasAny(unexplained));
  const shown = rest.slice(0, DAYS_SHOWN);
  return [
    line("", ["calls", "input tokens", "output tokens", "USD"]),
    line("Switchyard", cellsOf(sumOf(days.map(({ ours }) => ours)))),
    line("The other tool", cellsOf(sumOf(days.map(({ theirs }) => theirs)))),
    line("Difference", cellsOf(total.difference)),
    "",
    ...total.parts.flatMap((part) => [describeReason(part.reason, about), line("", cellsOf(part))]),
    ...(reply.slot_minutes > 60 ? ["Other time zones cannot be recognised: of that time whole days are kept."] : []),
    hasAny(total.unexplained) || rest.length > 0 ? "Unexplained" : "Nothing is unexplained.",
    ...(rest.length === 0 ? [] : [line("", cellsOf(total.unexplained))]),
    ...shown.map(({ day, model, unexplained }) => `  ${day} ${model}: ${describeRest(unexplained)}`),
    ...(rest.length > shown.length ? [`  and ${rest.length - shown.length} more days of models (--json has all)`] : []),
  ];
}

function hasAny({ calls, input_tokens, output_tokens, cost_usd }: ParityMeasures): boolean {
  return calls !== 0 || input_tokens !== 0 || output_tokens !== 0 || cost_usd !== "0";
}

function describeRest({ calls, input_tokens, output_tokens, cost_usd }: ParityMeasures): string {
  const parts = [
    ...(calls === 0 ? [] : [`${grouped(calls)} calls`]),
    ...(input_tokens === 0 ? [] : [`${grouped(input_tokens)} input tokens`]),
    ...(output_tokens === 0 ? [] : [`${grouped(output_tokens)} output tokens`]),
    ...(cost_usd === "0" ? [] : [`${cost_usd} USD`]),
  ];
  return parts.join(", ");
}

/** Null where nobody says anything of a measure. */
function sumOf(rows: readonly ParityReport[]): ParityReport {
  const count = (name: "calls" | "input_tokens" | "output_tokens") =>
    rows.reduce<number | null>((sum, row) => (row[name] === null ? sum : (sum ?? 0) + row[name]), null);
  const cost = rows.reduce<bigint | null>(
    (sum, { cost_usd }) => (cost_usd === null ? sum : (sum ?? 0n) + (parseUsd(cost_usd) ?? 0n)),
    null,
  );
  return {
    ...{ calls: count("calls"), input_tokens: count("input_tokens"), output_tokens: count("output_tokens") },
    cost_usd: formatUsdOrNull(cost),
  };
}

function cellsOf({ calls, input_tokens, output_tokens, cost_usd }: ParityReport): string[] {
  return [grouped(calls), grouped(input_tokens), grouped(output_tokens), cost_usd ?? "–"];
}

function grouped(count: number | null): string {
  return count === null ? "–" : count.toLocaleString("en");
}

function line(name: string, cells: readonly string[]): string {
  return name.padEnd(16) + cells.map((cell, place) => cell.padStart(WIDTHS[place] ?? 0)).join("");
}
