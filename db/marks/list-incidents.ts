import type { Mark } from "@/lib/contract/marks";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import { MINUTE_MS } from "@/lib/domain/time/units";
import { minuteSpan } from "../aggregates/answer-window";
import type { Retention } from "../aggregates/group-types";
import type { Db } from "../client";
import { readIncidentRuns } from "../uptime/read-incident-runs";

export type IncidentMark = Extract<Mark, { kind: "incident" }>;

type IncidentsInput = {
  window: TimeWindow;
  model: readonly string[];
  provider: readonly string[];
  region: readonly string[];
  tier: readonly string[];
  retention: Retention;
  limit: number;
};

/** The newest incidents of every model, provider and region of a window, newest first; none under a filter by tier, where they are unknown. */
export async function listIncidents(db: Db, input: IncidentsInput): Promise<IncidentMark[]> {
  const { window, model, provider, region, tier, retention, limit } = input;
  const filters = { ...NO_FILTERS, model: [...model], provider: [...provider], region: [...region], tier: [...tier] };
  const runs = await readIncidentRuns(db, { span: minuteSpan(window), filters, retention, limit });
  const instant = (minute: number) => new Date(minute * MINUTE_MS).toISOString();
  return runs.map(({ from, to, judged: _, ...rest }) => ({
    kind: "incident" as const,
    ...{ at: instant(from), to: instant(to) },
    ...rest,
  }));
}
