import { eq } from "drizzle-orm";
import { type DigestContent, digestContentSchema } from "@/lib/contract/digest-content";
import { AppError } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";
import type { Db } from "../client";
import { digest } from "../schema/digests";

/** What a digest says, as it was made. NOT_FOUND where there is none any more. */
export async function getDigest(db: Db, id: number): Promise<DigestContent> {
  const [row] = await db.select({ content: digest.content }).from(digest).where(eq(digest.id, id));
  if (!row) throw new AppError("NOT_FOUND", t("This digest was deleted"));
  return digestContentSchema.parse(row.content);
}
