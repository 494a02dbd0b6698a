import { headers } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import type { Role } from "@/lib/contract/users";
import { START_PATH } from "@/lib/domain/views/screen-address";
import { getUserCaller, type UserCaller } from "./caller";

/** Where the server puts the path a page was asked for; a request cannot bring this header itself. */
const PATH_HEADER = "x-switchyard-path";

/** First line of every page and action: whoever is signed in, else off to sign in and back. */
export function requireViewer(): Promise<UserCaller> {
  return requireUser(["viewer", "finance", "admin"]);
}

/** First line of pages and actions that change policies, users or keys. */
export function requireAdmin(): Promise<UserCaller> {
  return requireUser(["admin"]);
}

async function requireUser(roles: readonly Role[]): Promise<UserCaller> {
  const sent = await headers();
  const user = await getUserCaller(sent);
  if (!user) {
    const path = sent.get(PATH_HEADER) ?? "/";
    redirect(path === "/" || path === START_PATH ? "/sign-in" : `/sign-in?next=${encodeURIComponent(path)}`);
  }
  if (user.mustChoosePassword) redirect("/choose-password");
  return roles.includes(user.role) ? user : forbidden();
}
