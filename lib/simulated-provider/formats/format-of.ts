import type { Answer } from "../answer";
import type { Call } from "../call";
import { chatFormat } from "./chat";
import type { Format } from "./format";
import { messagesFormat } from "./messages";
import { responsesFormat } from "./responses";

/** An answer in the dialect that its call was made in. */
export function formatOf(call: Call, answer: Answer): Format {
  if (call.api === "messages") return messagesFormat(answer);
  if (call.api === "responses") return responsesFormat(answer);
  return chatFormat(answer, { wantsUsage: call.wantsUsage });
}
