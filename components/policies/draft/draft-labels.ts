import { type Message, message, t } from "@/lib/messages/translate";

const LABELS: Record<string, Message> = {
  description: message("Description"),
  primary: message("Primary model"),
  fallbacks: message("Fallbacks"),
  timeout_ms: message("Timeout"),
  max_attempts: message("Max attempts"),
  latency_metric: message("Fail over on the latency of"),
  latency_percentile: message("Latency percentile"),
  latency_max_ms: message("Max latency"),
  max_error_percent: message("Max error rate"),
  window_requests: message("Window (requests)"),
  window_seconds: message("Window (seconds)"),
  min_requests: message("Min requests"),
  min_failures: message("Min failures"),
  cooldown_seconds: message("Cooldown"),
  dwell_seconds: message("Dwell"),
  ramp_percent: message("Ramp"),
};

const REGION = "regions.";

/** How a field of the draft is called where it is mentioned. */
export function draftLabel(field: string): string {
  const label = LABELS[field];
  if (label) return t(label);
  return field.startsWith(REGION) ? t("Region {region}", { region: field.slice(REGION.length) }) : field;
}
