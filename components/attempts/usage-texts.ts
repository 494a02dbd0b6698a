import type { AttemptRecord } from "@/lib/contract/requests";
import { type Message, message } from "@/lib/messages/translate";

/** Where the token counts of an attempt come from, in words. */
export const USAGE_TEXTS: Readonly<Record<AttemptRecord["usage_source"], Message>> = {
  reported: message("reported"),
  estimated: message("estimated"),
  missing: message("missing"),
};
