import { FILTER_LABELS } from "@/components/shell/report-params";
import type { BreakdownDimension } from "@/lib/domain/breakdown";
import { t } from "@/lib/messages/translate";

/** What a breakdown is called: "Team", "App × Team". */
export function breakdownName(dimensions: readonly BreakdownDimension[]): string {
  return dimensions.map((name) => t(FILTER_LABELS[name].one)).join(" × ");
}
