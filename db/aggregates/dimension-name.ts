import type { AttemptFilter, ReportDimension } from "@/lib/domain/report-dimensions";
import { type Message, message, t } from "@/lib/messages/translate";

const NAMES: Readonly<Record<ReportDimension | AttemptFilter, Message>> = {
  model: message("model"),
  provider: message("provider"),
  region: message("region"),
  tier: message("tier"),
  app: message("app"),
  operation: message("operation"),
  team: message("team"),
  key: message("key"),
  environment: message("environment"),
  feature: message("feature"),
  agent: message("agent"),
  stage: message("stage"),
  consumer: message("consumer"),
  session: message("session"),
  tag: message("tag"),
};
const KNOWN: ReadonlyMap<string, Message> = new Map(Object.entries(NAMES));

/** What a dimension is called within a sentence to whoever asks. */
export function dimensionName(name: string): string {
  const known = KNOWN.get(name);
  return known ? t(known) : name;
}

/** "app and team and key", or with "or". */
export function dimensionNames(names: readonly string[], joint: "and" | "or" = "and"): string {
  return names
    .map(dimensionName)
    .reduce((first, second) =>
      joint === "and" ? t("{first} and {second}", { first, second }) : t("{first} or {second}", { first, second }),
    );
}
