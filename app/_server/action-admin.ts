import { headers } from "next/headers";
import { isAppError } from "@/lib/contract/error";
import { log } from "@/lib/log";
import { getPersonCaller, type PersonCaller } from "./caller";

export type Refused = { ok: false; message: string; fields?: Record<string, string[]> };

/**
 * Runs a server action for an admin, or says why not.
 *
 * Unlike `requireAdmin` it never leads away: what was typed stays on the page that called.
 */
export async function asAdmin<T>(work: (admin: PersonCaller) => Promise<T>): Promise<{ ok: true; value: T } | Refused> {
  try {
    const person = await getPersonCaller(await headers());
    if (!person)
      return refused("You are signed out. Sign in again in another tab, then repeat this: your input is still here.");
    if (person.role !== "admin") return refused("This needs the role admin; nothing was changed.");
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
