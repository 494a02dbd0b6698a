import { implement } from "@/app/_server/implement";
import { answerBreakers } from "@/app/_server/model-health";
import { breakersOperation } from "@/lib/contract/breakers";

export const GET = implement(breakersOperation, ({ query }) => answerBreakers(query));
