import { implement } from "@/app/_server/implement";
import { subscriptionOf } from "@/app/_server/mail/unsubscribe-token";
import { getDb } from "@/app/_server/runtime";
import { unsubscribe } from "@/db/digests/unsubscribe";
import { openUnsubscribeOperation, unsubscribeOperation } from "@/lib/contract/digests";
import { getEnv } from "@/lib/env";

/** Opening a link ends nothing: programs open links to look at them. */
export const GET = implement(openUnsubscribeOperation, ({ query: { token } }) => {
  const location = `/unsubscribe?token=${encodeURIComponent(token)}`;
  return new Response(null, { status: 303, headers: { location } });
});

export const POST = implement(unsubscribeOperation, ({ query: { token } }) =>
  unsubscribe(getDb(), { id: subscriptionOf(token, getEnv().secret), now: new Date() }),
);
