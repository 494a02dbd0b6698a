import { headers } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import type { Role } from "@/lib/contract/people";
import { getPersonCaller, type PersonCaller } from "./caller";

/** Where the server puts the path a page was asked for; a request cannot bring this header itself. */
const PATH_HEADER = "x-switchyard-path";

/** First line of every page and action: whoever is signed in, else off to sign in and back. */
export function requireViewer(): Promise<PersonCaller> {
  return requirePerson(["viewer", "finance", "admin"]);
}

/** First line of pages and actions that change policies, people or keys. */
export function requireAdmin(): Promise<PersonCaller> {
  return requirePerson(["admin"]);
}

async function requirePerson(roles: readonly Role[]): Promise<PersonCaller> {
  const sent = await headers();
  const person = await getPersonCaller(sent);
  if (!person) {
    const path = sent.get(PATH_HEADER) ?? "/";
    redirect(path === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(path)}`);
  }
  if (person.mustChoosePassword) redirect("/choose-password");
  return roles.includes(person.role) ? person : forbidden();
}
