const LABELS: Record<string, string> = {
  description: "Description",
  primary: "Primary model",
  fallbacks: "Fallbacks",
  timeout_ms: "Timeout",
  max_attempts: "Max attempts",
  latency_metric: "Fail over on the latency of",
  latency_percentile: "Latency percentile",
  latency_max_ms: "Max latency",
  max_error_percent: "Max error rate",
  window_requests: "Window (requests)",
  window_seconds: "Window (seconds)",
  min_requests: "Min requests",
  min_failures: "Min failures",
  cooldown_seconds: "Cooldown",
  dwell_seconds: "Dwell",
  ramp_percent: "Ramp",
};

const REGION = "regions.";

/** How a field of the draft is called where it is mentioned. */
export function draftLabel(field: string): string {
  return LABELS[field] ?? (field.startsWith(REGION) ? `Region ${field.slice(REGION.length)}` : field);
}
