import { implement } from "@/app/_server/implement";
import { readWindow } from "@/app/_server/read-window";
import { answerContext } from "@/app/_server/reads/read-context";
import { listMarks } from "@/db/marks/list-marks";
import { marksOperation } from "@/lib/contract/marks";

export const GET = implement(marksOperation, async ({ query }) => {
  const { model, provider, region, tier } = query;
  const { db, now, retention } = await answerContext();
  return listMarks(db, { window: readWindow(query, now), model, provider, region, tier, retention });
});
