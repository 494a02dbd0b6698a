import { type Message, message } from "@/lib/messages/translate";
import type { Charge } from "./list-charges";

/** What each kind of a cost's lines is called within a sentence. */
export const CHARGE_KIND_NAMES: Readonly<Record<Charge["kind"], Message>> = {
  input: message("input"),
  cachedInput: message("cached input"),
  cacheWrite: message("cache write"),
  cacheWrite1h: message("cache write 1h"),
  audioInput: message("audio input"),
  cachedAudioInput: message("cached audio input"),
  imageInput: message("image input"),
  output: message("output"),
  reasoning: message("reasoning"),
  audioOutput: message("audio output"),
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
