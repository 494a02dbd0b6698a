import { FILTER_LABELS } from "@/components/shell/report-params";
import { isRanked, type RankedGroup, type SpendGroup } from "@/lib/domain/report-dimensions";
import { type Message, message, type Text } from "@/lib/messages/translate";

const RANKED_LABELS: Record<RankedGroup, Message> = { consumer: message("Consumer"), session: message("Session") };

/** What a grouping is called where it stands alone. */
export function groupLabel(group: SpendGroup): Text {
  return isRanked(group) ? RANKED_LABELS[group] : FILTER_LABELS[group].one;
}
