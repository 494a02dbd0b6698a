import { implement } from "@/app/_server/implement";
import { LISTS } from "@/app/_server/reads/lists";
import { recordsOperation } from "@/lib/contract/records";

export const GET = implement(recordsOperation, LISTS[recordsOperation.path].read);
