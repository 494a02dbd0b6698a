import type { User } from "@/lib/contract/users";
import type { Db } from "../client";
import { user } from "../schema/users";
import { selectUsers, toUser } from "./select-users";

/** Everybody, by e-mail. */
export async function listUsers(db: Db): Promise<User[]> {
  const rows = await selectUsers(db).orderBy(user.email);
  return rows.map(toUser);
}
