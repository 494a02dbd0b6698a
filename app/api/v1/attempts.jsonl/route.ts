import { sendAttempts } from "@/app/_server/exports/send-attempts";
import { implement } from "@/app/_server/implement";
import { attemptsJsonlOperation } from "@/lib/contract/attempts";

export const GET = implement(attemptsJsonlOperation, ({ query }) => sendAttempts("jsonl", query));
