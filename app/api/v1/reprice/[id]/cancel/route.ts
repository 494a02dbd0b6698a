import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getSql } from "@/app/_server/runtime";
import { cancelReprice } from "@/db/reprice/end-reprice";
import { cancelRepriceOperation } from "@/lib/contract/reprice";

export const POST = implement(cancelRepriceOperation, ({ caller, params: { id } }) =>
  cancelReprice(getSql(), { id, actor: actorName(caller) }),
);
