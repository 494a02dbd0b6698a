import { z } from "zod";
import { beginSignIn, endSignIn } from "@/db/users/begin-sign-in";
import { finishSignIn } from "@/db/users/finish-sign-in";
import { inHashLane } from "@/db/users/hash-lane";
import { getAuth } from "./auth";
import { clientOf } from "./client-of";
import { deviceCookie, readDevice } from "./device-cookie";
import { noteAccess } from "./note-access";
import { getDb } from "./runtime";

// What no e-mail can be is nobody's, and counted as such.
const typedSchema = z
  .object({
    email: z
      .string()
      .max(254)
      .regex(/^\P{C}*$/u),
    password: z.string(),
  })
  .catch({ email: "", password: "" });

/** Answers a sign-in within the limits on guessing, and puts it on record with where it came from. */
export async function signIn(request: Request): Promise<Response> {
  const { headers } = request;
  const copy = request.clone();
  const { email: typed, password } = typedSchema.parse(await copy.json().catch(() => undefined));
  const email = typed.trim().toLowerCase();
  const client = clientOf(headers);
  const { network } = client;
  const [db, now, device] = [getDb(), new Date(), readDevice(headers, email)];
  const attempt = await beginSignIn(db, { email, network, device, now });
  const check = () => getAuth(headers).handler(request);
  const response = await inHashLane(attempt.isKnown ? "known" : "stranger", check).catch(async (error: unknown) => {
    // Nobody looked at it.
    await endSignIn(db, attempt);
    throw error;
  });
  const event = response.ok ? "sign_in" : "sign_in_failed";
  if (response.ok) await finishSignIn(db, { attempt, email, password, network, now });
  if (response.ok || response.status < 500)
    noteAccess({ event, who: email, path: "/api/auth/sign-in/email", ...client });
  if (!response.ok) return response;
  const answer = new Response(response.body, response);
  answer.headers.append("set-cookie", deviceCookie(headers, email));
  return answer;
}
