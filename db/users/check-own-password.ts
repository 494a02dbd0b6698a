import { and, eq } from "drizzle-orm";
import { AppError } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";
import type { Db } from "../client";
import { userAccount } from "../schema/users";
import { beginSignIn, endSignIn } from "./begin-sign-in";
import { verifyPassword } from "./password-hash";

export type TypedAgain = {
  userId: string;
  email: string;
  sessionId: string;
  network: string;
  password: string;
  now: Date;
};

/**
 * Checks the password somebody signed in typed again; UNPROCESSABLE at its field where it is wrong.
 *
 * Braked like signing in, by the session: who took over a browser cannot guess on.
 */
export async function checkOwnPassword(db: Db, input: TypedAgain): Promise<void> {
  const { userId, email, sessionId, network, password, now } = input;
  const attempt = await beginSignIn(db, { email, network, device: `session:${sessionId}`, now });
  const [account] = await db
    .select({ hash: userAccount.password })
    .from(userAccount)
    .where(and(eq(userAccount.userId, userId), eq(userAccount.providerId, "credential")));
  if (!account?.hash || !(await verifyPassword({ hash: account.hash, password }))) {
    throw new AppError("UNPROCESSABLE", t("The password is not right"), { fields: { password: [t("Is not right")] } });
  }
  await endSignIn(db, attempt);
}
