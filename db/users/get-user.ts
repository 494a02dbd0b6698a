import { eq } from "drizzle-orm";
import { AppError } from "@/lib/contract/error";
import type { User } from "@/lib/contract/users";
import { t } from "@/lib/messages/translate";
import type { Db } from "../client";
import { user } from "../schema/users";
import { selectUsers, toUser } from "./select-users";

/** One person, or NOT_FOUND. */
export async function getUser(db: Db, input: { id: string }): Promise<User> {
  const [row] = await selectUsers(db).where(eq(user.id, input.id));
  if (!row) throw new AppError("NOT_FOUND", t("There is no such person"));
  return toUser(row);
}
