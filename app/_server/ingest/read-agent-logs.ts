import { z } from "zod";
import type { Db } from "@/db/client";
import { getPartialObservations, mergePartialObservations } from "@/db/partial-observations/merge-partial-observations";
import type { Entry } from "@/lib/ingest/formats/entry";
import { codexConversations, continueConversation, NO_CONVERSATION } from "@/lib/ingest/formats/otlp/codex-events";
import { logEntries } from "@/lib/ingest/formats/otlp/log-entries";
import { type IntegrationBody, readLogExport } from "@/lib/ingest/formats/read-integration";

const conversationSchema = z.object({
  open_us: z.number().nullable(),
  ended: z.array(z.tuple([z.number(), z.number().nullable()])),
});

/**
 * What a log export tells, with the calls of Codex begun by requests of earlier posts: it exports every second, so that most
 * calls end in a later one.
 */
export async function readAgentLogs(db: Db, body: IntegrationBody, keyId: string | null): Promise<Entry[]> {
  const read = readLogExport(body);
  const conversations = codexConversations(read.filter((log) => "names" in log));
  // One without a name is as good as another.
  const ids = [...conversations.keys()].filter((id) => id !== "");
  if (ids.length === 0) return logEntries(read);
  const source = `codex:${keyId ?? ""}`;
  const known = await getPartialObservations(db, { source, ids });
  const continued = [...conversations].map(([id, events]) => {
    const { open_us, ended } = conversationSchema.safeParse(known.get(id)).data ?? { open_us: null, ended: [] };
    return { id, ...continueConversation(events, id === "" ? NO_CONVERSATION : { openUs: open_us, ended }) };
  });
  const observed = continued.flatMap(({ id, after }) =>
    id === "" ? [] : [{ id, open_us: after.openUs, ended: after.ended }],
  );
  await mergePartialObservations(db, { source, observed });
  return logEntries(read, new Map(continued.flatMap(({ starts }) => [...starts])));
}
