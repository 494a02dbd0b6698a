import { actorName, type Caller } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { queueTestMail } from "@/db/statement-recipients/queue-test-mail";
import { AppError } from "@/lib/contract/error";
import { testMailOperation } from "@/lib/contract/statement-recipients";
import { getEnv } from "@/lib/env";
import { t } from "@/lib/messages/translate";

export const POST = implement(testMailOperation, ({ caller, body: { recipient_id } }) => {
  if (!getEnv().smtp) {
    const names = t("SWITCHYARD_SMTP_URL and SWITCHYARD_SMTP_FROM");
    throw new AppError("UNPROCESSABLE", t("No mail server is set up: whoever runs the server sets {names}", { names }));
  }
  const to = recipient_id ?? ownAddress(caller);
  return queueTestMail(getDb(), { to, actor: actorName(caller), now: new Date() });
});

function ownAddress(caller: Caller): string {
  if (caller.kind === "user") return caller.email;
  const message = "A key has no address: name a recipient on the list";
  throw new AppError("UNPROCESSABLE", message, { fields: { recipient_id: [message] } });
}
