import { and, eq, ne } from "drizzle-orm";
import { AppError } from "@/lib/contract/error";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { person, personSession } from "../schema/people";
import { checkOwnPassword, type TypedAgain } from "./check-own-password";
import { getPerson } from "./get-person";
import { hashPassword } from "./password-hash";
import { refuseWeakPassword } from "./refuse-weak-password";
import { setPassword } from "./set-password";

/** Gives somebody the password they chose, which is no temporary one any more, and ends their other sessions. */
export async function changeOwnPassword(db: Db, input: TypedAgain & { newPassword: string }): Promise<void> {
  const { personId, email, sessionId, password, newPassword, now } = input;
  if (newPassword === password) {
    throw new AppError("UNPROCESSABLE", "Choose another password than the present one", {
      fields: { new_password: ["Must be another than the present one"] },
    });
  }
  const { name } = await getPerson(db, { id: personId });
  await refuseWeakPassword(newPassword, { email, name }, "new_password");
  await checkOwnPassword(db, input);
  const passwordHash = await hashPassword(newPassword);
  await db.transaction(async (tx) => {
    await setPassword(tx, { id: personId, passwordHash, now });
    await tx.update(person).set({ passwordIsTemporary: false, updatedAt: now }).where(eq(person.id, personId));
    await tx.update(personSession).set({ confirmedAt: now }).where(eq(personSession.id, sessionId));
    const others = and(eq(personSession.userId, personId), ne(personSession.id, sessionId));
    await tx.delete(personSession).where(others);
    await recordAudit(tx, {
      actor: email,
      action: "person.password",
      subject: email,
      after: { password: "chosen" },
      now,
    });
  });
}
