import type { LogRecordInput } from "@/lib/contract/log-record";
import { OUTCOMES, type OutcomeCounts } from "@/lib/domain/outcome";

/** What everything sent so far must add up to once it is stored, each record once. */
export type SentTotals = {
  ids: Set<string>;
  requests: number;
  outcomes: OutcomeCounts;
  inputTokens: number;
  outputTokens: number;
  byModel: Map<string, number>;
};

export function emptyTotals(): SentTotals {
  const outcomes = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as OutcomeCounts;
  return { ids: new Set(), requests: 0, outcomes, inputTokens: 0, outputTokens: 0, byModel: new Map() };
}

/** Adds a record that was never sent before. */
export function addSent(totals: SentTotals, record: LogRecordInput): void {
  totals.ids.add(record.id);
  if (record.final !== false) totals.requests++;
  totals.outcomes[record.outcome ?? "ok"]++;
  totals.inputTokens += record.input_tokens ?? 0;
  totals.outputTokens += record.output_tokens ?? 0;
  totals.byModel.set(record.model, (totals.byModel.get(record.model) ?? 0) + 1);
}
