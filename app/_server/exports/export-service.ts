import { callerContext } from "@/db/readers/caller-context";
import { processWide } from "@/lib/process-wide";
import { requireReady, type Service } from "../runtime";
import type { ExportCalls, ExportFile } from "./export-calls";
import { OpenExports } from "./open-exports";
import { ThreadFiles } from "./thread-files";

type Files = Pick<ExportCalls, "open" | "next" | "close">;
type Shared = { files: Files; end: () => Promise<void>; asked: number };

const shared = processWide<Shared>("exports");

/**
 * A file as a stream, made on a thread of its own as fast as it is read; whoever stops reading ends it.
 *
 * Resolves with its first piece made, so that what cannot be made rejects.
 */
export async function streamExport(file: ExportFile): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  requireReady();
  // Where nothing was started, as in tests, it is made right here.
  const service = shared.getOrMake(() => ({ files: inProcess(), end: async () => undefined, asked: 0 }));
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

/** Makes files on a thread, so that a long one holds up no answer. */
export const exportService: Service = {
  name: "exports",
  start: async ({ env }) => {
    const files = new ThreadFiles(env);
    shared.set({ files, end: () => files.end(), asked: 0 });
  },
  stop: async () => {
    const service = shared.get();
    shared.set(undefined);
    await service?.end();
  },
};
