import { headers } from "next/headers";
import { knownError } from "@/lib/http/known-error";
import { t } from "@/lib/messages/translate";
import { getUserCaller, refuseTemporary, refuseUnconfirmed, type UserCaller } from "./caller";
import { clientOf } from "./client-of";
import { noteAccess } from "./note-access";

export type Refused = { ok: false; message: string; fields?: Record<string, string[]> };

/** What else an action asks for; `isSensitive` is what changes who may do what. */
type Asked = { isSensitive?: boolean };

/**
 * Runs a server action for an admin, or says why not.
 *
 * Unlike `requireAdmin` it never leads away: what was typed stays on the page that called.
 */
export async function asAdmin<T>(
  work: (admin: UserCaller) => Promise<T>,
  asked: Asked = {},
): Promise<{ ok: true; value: T } | Refused> {
  try {
    const sent = await headers();
    const user = await getUserCaller(sent);
    if (!user)
      return refused(
        t("You are signed out. Sign in again in another tab, then repeat this: your input is still here."),
      );
    refuseTemporary(user);
    if (user.role !== "admin") {
      noteAccess({ event: "forbidden", who: user.email, path: "action", ...clientOf(sent) });
      return refused(t("This needs the role admin; nothing was changed."));
    }
    if (asked.isSensitive) refuseUnconfirmed(user, new Date());
    return { ok: true, value: await work(user) };
  } catch (error) {
    const { message, fields } = knownError(error);
    return { ...refused(message), ...(fields && { fields }) };
  }
}

function refused(message: string): Refused {
  return { ok: false, message };
}
