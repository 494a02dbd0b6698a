/** What the numbers of an SLA report are made of, as the glossary has it. */
export const SLA_FORMULAS = [
  { name: "Counted attempts", formula: "ok + failed; failed = rate_limited + server_error + timeout" },
  { name: "Uptime of requests", formula: "ok ÷ (ok + failed)" },
  { name: "Measured minute", formula: "a minute of a model, provider and region with a counted attempt" },
  { name: "Down minute", formula: "a measured minute in which more than half of the counted attempts failed" },
  { name: "Uptime of minutes", formula: "1 − down ÷ measured" },
  { name: "Coverage", formula: "measured minutes ÷ minutes that have passed" },
  { name: "Error budget", formula: "(1 − target) × counted attempts; in minutes: (1 − target) × measured minutes" },
  { name: "Incident", formula: "down minutes with gaps of at most 5 minutes and at least 5 counted attempts" },
  { name: "Excluded", formula: "minutes of an exclusion are subtracted, its first included, its end not" },
] as const;
