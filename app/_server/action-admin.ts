import { headers } from "next/headers";
import { isAppError } from "@/lib/contract/error";
import { log } from "@/lib/log";
import { getPersonCaller, type PersonCaller, refuseTemporary, refuseUnconfirmed } from "./caller";
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
  work: (admin: PersonCaller) => Promise<T>,
  asked: Asked = {},
): Promise<{ ok: true; value: T } | Refused> {
  try {
    const sent = await headers();
    const person = await getPersonCaller(sent);
    if (!person)
      return refused("You are signed out. Sign in again in another tab, then repeat this: your input is still here.");
    refuseTemporary(person);
    if (person.role !== "admin") {
      noteAccess({ event: "forbidden", who: person.email, path: "action", ...clientOf(sent) });
      return refused("This needs the role admin; nothing was changed.");
    }
    if (asked.isSensitive) refuseUnconfirmed(person, new Date());
    return { ok: true, value: await work(person) };
  } catch (error) {
    if (isAppError(error)) return { ...refused(error.message), ...(error.fields && { fields: error.fields }) };
    const id = crypto.randomUUID();
    log.error({ err: error, id }, "An action failed");
    return refused(`Something went wrong on the server, nothing was changed (error ${id}).`);
  }
}

function refused(message: string): Refused {
  return { ok: false, message };
}
