import { callerContext } from "@/db/readers/caller-context";
import { processWide } from "@/lib/process-wide";
import { requireReady, type Service } from "../runtime";
import { CallThread } from "../threads/call-thread";
import type { ExportCalls, ExportFile } from "./export-calls";
import { OpenExports } from "./open-exports";

type Files = Pick<ExportCalls, "open" | "next" | "close">;
type Shared = { thread: CallThread<ExportCalls> | null; files: Files; asked: number };

const shared = processWide<Shared>("exports");

/**
 * A file as a stream, made on a thread of its own as fast as it is read; whoever stops reading ends it.
 *
 * Resolves with its first piece made, so that what cannot be made rejects.
 */
export async function streamExport(file: ExportFile): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  requireReady();
  // Where nothing was started, as in tests, it is made right here.
  const service = shared.getOrMake(() => ({ thread: null, files: inProcess(), asked: 0 }));
  const { files } = service;
  const id = service.asked++;
  let piece = await files.open({ id, file, caller: callerContext()?.caller ?? null });
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        if (piece === null) return controller.close();
        controller.enqueue(piece);
        piece = await files.next(id);
      },
      cancel: () => files.close(id),
    },
    { highWaterMark: 1 },
  );
}

function inProcess(): Files {
  const files = new OpenExports();
  return {
    open: (asked) => files.open(asked),
    next: (id) => files.next(id),
    close: (id) => files.close(id),
  };
}

function onThread(thread: CallThread<ExportCalls>): Files {
  return {
    open: (asked) => thread.call("open", asked),
    next: (id) => thread.call("next", id),
    close: (id) => thread.call("close", id).catch(() => undefined),
  };
}

/** Makes files on a thread, so that a long one holds up no answer. */
export const exportService: Service = {
  name: "exports",
  start: async ({ env }) => {
    const thread = new CallThread<ExportCalls>("export-thread", env);
    shared.set({ thread, files: onThread(thread), asked: 0 });
  },
  stop: async () => {
    const thread = shared.get()?.thread;
    shared.set(undefined);
    await thread?.call("end", null).catch(() => undefined);
    await thread?.stop();
  },
};
