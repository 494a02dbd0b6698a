import { message } from "@/lib/messages/translate";

/** What the numbers of an SLA report are made of, as the glossary has it. */
export const SLA_FORMULAS = [
  {
    name: message("Counted attempts"),
    formula: message("ok + failed; failed = rate_limited + server_error + timeout"),
  },
  { name: message("Uptime of requests"), formula: message("ok ÷ (ok + failed)") },
  {
    name: message("Measured minute"),
    formula: message("a minute of a model, provider and region with a counted attempt"),
  },
  {
    name: message("Down minute"),
    formula: message("a measured minute in which more than half of the counted attempts failed"),
  },
  { name: message("Uptime of minutes"), formula: message("1 − down ÷ measured") },
  { name: message("Coverage"), formula: message("measured minutes ÷ minutes that have passed") },
  {
    name: message("Error budget"),
    formula: message("(1 − target) × counted attempts; in minutes: (1 − target) × measured minutes"),
  },
  {
    name: message("Incident"),
    formula: message("down minutes with gaps of at most 5 minutes and at least 5 counted attempts"),
  },
  {
    name: message("Excluded"),
    formula: message("minutes of an exclusion are subtracted, its first included, its end not"),
  },
] as const;
