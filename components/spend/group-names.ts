import { FILTER_LABELS } from "@/components/shell/report-params";
import { isRanked, type RankedGroup, type SpendGroup } from "@/lib/domain/report-dimensions";
import { type Message, message, type Text } from "@/lib/messages/translate";

/** What a grouping is called within a sentence. */
export const GROUP_NAMES: Record<SpendGroup, Message> = {
  model: message("model"),
  provider: message("provider"),
  region: message("region"),
  tier: message("tier"),
  app: message("app"),
  team: message("team"),
  key: message("key"),
  environment: message("environment"),
  feature: message("feature"),
  agent: message("agent"),
  operation: message("operation"),
  stage: message("stage"),
  consumer: message("consumer"),
  session: message("session"),
};

const RANKED_LABELS: Record<RankedGroup, Message> = { consumer: message("Consumer"), session: message("Session") };

/** What a grouping is called where it stands alone. */
export function groupLabel(group: SpendGroup): Text {
  return isRanked(group) ? RANKED_LABELS[group] : FILTER_LABELS[group].one;
}
