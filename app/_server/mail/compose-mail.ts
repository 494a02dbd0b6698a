import type { Db } from "@/db/client";
import { getDigest } from "@/db/digests/get-digest";
import { getSubscriber } from "@/db/digests/get-subscriber";
import { getStatement } from "@/db/months/get-statement";
import { DIGEST_MAIL, type Mail, STATEMENT_MAIL, TEST_MAIL } from "@/lib/contract/mail";
import { digestMail } from "./digest-mail";
import type { MailContent } from "./mail-content";
import { statementMail } from "./statement-mail";
import { testMail } from "./test-mail";
import { unsubscribeUrlsOf } from "./unsubscribe-urls";

type ComposeInput = { mail: Mail; publicUrl: string | undefined; secret: string };

/** What a mail holds, from what is stored; NOT_FOUND of a month that is not closed, or a digest that is deleted. */
export async function composeMail(db: Db, { mail, publicUrl, secret }: ComposeInput): Promise<MailContent> {
  switch (mail.kind) {
    case STATEMENT_MAIL:
      return statementMail({ ...(await getStatement(db, mail.details.month)), publicUrl });
    case DIGEST_MAIL: {
      const { digest, subscription } = mail.details;
      const unsubscribe = unsubscribeUrlsOf(subscription, { publicUrl, secret });
      return digestMail({
        content: await getDigest(db, digest),
        publicUrl,
        subscriber: subscription === null ? null : await getSubscriber(db, subscription),
        unsubscribe,
      });
    }
    case TEST_MAIL:
      return testMail({ askedBy: mail.details.asked_by, publicUrl });
  }
}
