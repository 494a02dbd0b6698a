import { type Message, message } from "@/lib/messages/translate";
import type { DraftField } from "./budget-draft";

export const FIELD_LABELS: Record<DraftField, Message> = {
  name: message("Name"),
  dimension: message("Of"),
  value: message("Which one"),
  amount: message("Amount"),
  currency: message("Currency"),
  period: message("Period"),
  tz: message("Time zone"),
  owner: message("Owner"),
  spent: message("Alert at % spent"),
  projected: message("Alert at % projected"),
};
