import { implement } from "@/app/_server/implement";
import { getSql } from "@/app/_server/runtime";
import { getRepriceDetail } from "@/db/reprice/get-reprice-run";
import { repriceRunOperation } from "@/lib/contract/reprice";

export const GET = implement(repriceRunOperation, ({ params: { id } }) => getRepriceDetail(getSql(), { id }));
