import { z } from "zod";
import { monthText } from "./month-statement";

export const STATEMENT_MAIL = "month.statement";
export const TEST_MAIL = "test";
export const DIGEST_MAIL = "digest";

/** What a mail is made from, by its kind. A version that does not know a kind leaves it to one that does. */
export const mailSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal(STATEMENT_MAIL), details: z.object({ month: monthText }) }),
  z.object({ kind: z.literal(TEST_MAIL), details: z.object({ asked_by: z.string() }) }),
  z.object({
    kind: z.literal(DIGEST_MAIL),
    /** The subscription that a link in it ends; null where it was asked for once. */
    details: z.object({ digest: z.int(), subscription: z.int().nullable() }),
  }),
]);
export type Mail = z.infer<typeof mailSchema>;

export const MAIL_KINDS = [STATEMENT_MAIL, TEST_MAIL, DIGEST_MAIL] as const satisfies readonly Mail["kind"][];
/** Those that the ledger sends. */
export const LEDGER_MAIL_KINDS = [STATEMENT_MAIL, TEST_MAIL] as const satisfies readonly Mail["kind"][];
