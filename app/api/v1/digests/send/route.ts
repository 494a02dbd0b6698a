import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { readAnswerValues } from "@/app/_server/reads/read-service";
import { getDb } from "@/app/_server/runtime";
import { sendDigestOnce } from "@/db/digests/send-digest-once";
import { previewDigestOperation, sendDigestOperation } from "@/lib/contract/digests";
import { AppError } from "@/lib/contract/error";
import { getEnv } from "@/lib/env";
import { t } from "@/lib/messages/translate";

export const POST = implement(sendDigestOperation, async ({ caller, body }) => {
  if (!getEnv().smtp) {
    const names = t("SWITCHYARD_SMTP_URL and SWITCHYARD_SMTP_FROM");
    throw new AppError("UNPROCESSABLE", t("No mail server is set up: whoever runs the server sets {names}", { names }));
  }
  const read = async () => (await readAnswerValues(previewDigestOperation.path, body)).content;
  await sendDigestOnce(getDb(), { read, recipient: caller.email, actor: actorName(caller), now: new Date() });
});
