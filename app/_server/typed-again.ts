import type { TypedAgain } from "@/db/users/check-own-password";
import type { UserCaller } from "./caller";
import { clientOf } from "./client-of";

/** A password that somebody signed in typed again, with what checking it needs. */
export function typedAgain(request: Request, caller: UserCaller, password: string): TypedAgain {
  const { id: userId, email, sessionId } = caller;
  return { userId, email, sessionId, network: clientOf(request.headers).network, password, now: new Date() };
}
