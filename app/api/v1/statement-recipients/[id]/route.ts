import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { removeRecipient } from "@/db/statement-recipients/remove-recipient";
import { removeRecipientOperation } from "@/lib/contract/statement-recipients";

export const DELETE = implement(removeRecipientOperation, ({ caller, params: { id } }) =>
  removeRecipient(getDb(), { id, actor: actorName(caller), now: new Date() }),
);
