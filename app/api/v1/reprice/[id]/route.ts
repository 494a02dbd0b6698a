import { implement } from "@/app/_server/implement";
import { getReadDb } from "@/app/_server/runtime";
import { getRepriceDetail } from "@/db/reprice/get-reprice-detail";
import { repriceRunOperation } from "@/lib/contract/reprice";

export const GET = implement(repriceRunOperation, ({ params: { id } }) => getRepriceDetail(getReadDb(), { id }));
