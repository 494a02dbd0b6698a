import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { readRecipients } from "@/app/_server/read-recipients";
import { getDb } from "@/app/_server/runtime";
import { addRecipient } from "@/db/statement-recipients/add-recipient";
import { addRecipientOperation, recipientsOperation } from "@/lib/contract/statement-recipients";

export const GET = implement(recipientsOperation, () => readRecipients(new Date()));

export const POST = implement(addRecipientOperation, ({ caller, body: { address } }) =>
  addRecipient(getDb(), { address, actor: actorName(caller), now: new Date() }),
);
