import { CHARGE_KIND_NAMES } from "@/lib/domain/pricing/charge-kind-names";
import { type Message, t } from "@/lib/messages/translate";

const texts = new Map<string, Message>(Object.entries(CHARGE_KIND_NAMES));

/** What a line of a cost is about, in words: `cachedInput` as "cached input". One that is not known stays as it is. */
export function kindText(kind: string): string {
  const text = texts.get(kind);
  return text ? t(text) : kind;
}
