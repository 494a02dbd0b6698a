import type { TypedAgain } from "@/db/people/check-own-password";
import type { PersonCaller } from "./caller";
import { clientOf } from "./client-of";

/** A password that somebody signed in typed again, with what checking it needs. */
export function typedAgain(request: Request, caller: PersonCaller, password: string): TypedAgain {
  const { id: personId, email, sessionId } = caller;
  return { personId, email, sessionId, network: clientOf(request.headers).network, password, now: new Date() };
}
