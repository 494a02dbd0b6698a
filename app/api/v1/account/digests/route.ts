import { readOwnDigests } from "@/app/_server/digests/read-digests";
import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { subscribeUser } from "@/db/digests/subscribe-user";
import { ownDigestsOperation, subscribeOperation } from "@/lib/contract/digests";

export const GET = implement(ownDigestsOperation, ({ caller }) => readOwnDigests(caller, new Date()));

export const POST = implement(subscribeOperation, ({ caller: { id, email }, body: choice }) =>
  subscribeUser(getDb(), { choice, userId: id, actor: email, now: new Date() }),
);
