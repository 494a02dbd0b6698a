import { type Message, message } from "@/lib/messages/translate";
import type { AttemptFilter, ReportDimension } from "./report-dimensions";

/** What each dimension is called within a sentence. */
export const DIMENSION_NAMES: Readonly<Record<ReportDimension | AttemptFilter, Message>> = {
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
