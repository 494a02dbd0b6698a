import { implement } from "@/app/_server/implement";
import { answerRead } from "@/app/_server/reads/read-service";
import { forecastOperation } from "@/lib/contract/forecast";

export const GET = implement(forecastOperation, ({ query }) => answerRead(forecastOperation.path, query));
