import { implement } from "@/app/_server/implement";
import { readWindow } from "@/app/_server/read-window";
import { getReadDb } from "@/app/_server/runtime";
import { listMarks } from "@/db/marks/list-marks";
import { marksOperation } from "@/lib/contract/marks";

export const GET = implement(marksOperation, ({ query }) => {
  const { model, region, tier } = query;
  return listMarks(getReadDb(), { window: readWindow(query, new Date()), model, region, tier });
});
