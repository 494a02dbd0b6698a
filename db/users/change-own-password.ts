import { and, eq, ne } from "drizzle-orm";
import { AppError } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { user, userSession } from "../schema/users";
import { checkOwnPassword, type TypedAgain } from "./check-own-password";
import { getUser } from "./get-user";
import { hashPassword } from "./password-hash";
import { refuseWeakPassword } from "./refuse-weak-password";
import { setPassword } from "./set-password";

/** Gives somebody the password they chose, which is no temporary one any more, and ends their other sessions. */
export async function changeOwnPassword(db: Db, input: TypedAgain & { newPassword: string }): Promise<void> {
  const { userId, email, sessionId, password, newPassword, now } = input;
  if (newPassword === password) {
    throw new AppError("UNPROCESSABLE", t("Choose another password than the present one"), {
      fields: { new_password: [t("Must be another than the present one")] },
    });
  }
  const { name } = await getUser(db, { id: userId });
  await refuseWeakPassword(newPassword, { email, name }, "new_password");
  await checkOwnPassword(db, input);
  const passwordHash = await hashPassword(newPassword);
  await db.transaction(async (tx) => {
    await setPassword(tx, { id: userId, passwordHash, now });
    await tx.update(user).set({ passwordIsTemporary: false, updatedAt: now }).where(eq(user.id, userId));
    await tx.update(userSession).set({ confirmedAt: now }).where(eq(userSession.id, sessionId));
    const others = and(eq(userSession.userId, userId), ne(userSession.id, sessionId));
    await tx.delete(userSession).where(others);
    await recordAudit(tx, {
      actor: email,
      action: "person.password",
      subject: email,
      after: { password: "chosen" },
      now,
    });
  });
}
