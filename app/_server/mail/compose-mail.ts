import type { Db } from "@/db/client";
import { getStatement } from "@/db/months/get-statement";
import { type Mail, STATEMENT_MAIL, TEST_MAIL } from "@/lib/contract/mail";
import type { MailContent } from "./mail-content";
import { statementMail } from "./statement-mail";
import { testMail } from "./test-mail";

type ComposeInput = { mail: Mail; publicUrl: string | undefined };

/** What a mail holds, from what is stored; NOT_FOUND of a month that is not closed. */
export async function composeMail(db: Db, { mail, publicUrl }: ComposeInput): Promise<MailContent> {
  switch (mail.kind) {
    case STATEMENT_MAIL:
      return statementMail({ ...(await getStatement(db, mail.details.month)), publicUrl });
    case TEST_MAIL:
      return testMail({ askedBy: mail.details.asked_by, publicUrl });
  }
}
