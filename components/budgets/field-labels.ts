import type { DraftField } from "./budget-draft";

export const FIELD_LABELS: Record<DraftField, string> = {
  name: "Name",
  dimension: "Of",
  value: "Which one",
  amount: "Amount",
  currency: "Currency",
  period: "Period",
  tz: "Time zone",
  owner: "Owner",
  spent: "Alert at % spent",
  projected: "Alert at % projected",
};
