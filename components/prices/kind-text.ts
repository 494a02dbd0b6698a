import type { Charge } from "@/lib/domain/pricing/list-charges";
import { type Message, message, t } from "@/lib/messages/translate";

const KINDS: Readonly<Record<Charge["kind"], Message>> = {
  input: message("input"),
  cachedInput: message("cached input"),
  cacheWrite: message("cache write"),
  cacheWrite1h: message("cache write 1h"),
  output: message("output"),
  reasoning: message("reasoning"),
  audioInput: message("audio input"),
  cachedAudioInput: message("cached audio input"),
  audioOutput: message("audio output"),
  imageInput: message("image input"),
  imageOutput: message("image output"),
  images: message("images"),
  seconds: message("seconds"),
  characters: message("characters"),
  pages: message("pages"),
  searches: message("searches"),
  calls: message("calls"),
  cache_token_hours: message("cache_token_hours"),
  attempts: message("attempts"),
};
const texts = new Map<string, Message>(Object.entries(KINDS));

/** What a line of a cost is about, in words: `cachedInput` as "cached input". One that is not known stays as it is. */
export function kindText(kind: string): string {
  const text = texts.get(kind);
  return text ? t(text) : kind;
}
