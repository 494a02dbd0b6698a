import type { BreakerStatus } from "@/lib/breaker/breaker";
import { type Message, message } from "@/lib/messages/translate";

/** A breaker's state as screens write it. */
export const STATE_TEXT: Readonly<Record<BreakerStatus, Message>> = {
  closed: message("closed"),
  open: message("open"),
  half_open: message("half-open"),
};
