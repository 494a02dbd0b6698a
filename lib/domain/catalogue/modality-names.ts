import { type Message, message } from "@/lib/messages/translate";
import type { Modality } from "./catalogue";

/** What a model takes or gives, as it is called within a sentence. */
export const MODALITY_NAMES: Readonly<Record<Modality, Message>> = {
  text: message("text"),
  vision: message("vision"),
  audio: message("audio"),
  video: message("video"),
};
