import type { SlaReport } from "@/lib/contract/sla";
import { inEnglish } from "@/lib/domain/in-english";
import { monthSpan } from "@/lib/domain/months/month-span";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { SLA_FORMULAS } from "@/lib/domain/sla/formulas";
import type { Retention } from "../aggregates/group-types";
import type { Db } from "../client";
import { getSla } from "./get-sla";

type SlaReportInput = { month: string; provider: string | null; tz: string; now: Date; retention: Retention };

/** A calendar month of a zone, of a provider or of all of them, with the formulas by which it can be computed again. */
export async function getSlaReport(db: Db, input: SlaReportInput): Promise<SlaReport> {
  const { month, provider, tz, now, retention } = input;
  const window = monthSpan(month, tz);
  const filters = { ...NO_FILTERS, provider: provider === null ? [] : [provider] };
  const sla = await getSla(db, { window, filters, tz, now, retention });
  // In English, as the files of a report are.
  const formulas = SLA_FORMULAS.map(({ name, formula }) => ({ name: inEnglish(name), formula: inEnglish(formula) }));
  return { month, provider, is_over: window.to <= now, formulas, ...sla };
}
