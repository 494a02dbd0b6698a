export type CopyBytes = AsyncIterable<Uint8Array<ArrayBuffer>>;

/** What was written, and where it is. */
export type WrittenCopy = { bytes: number; location: string };

/** Writes a file as a whole or not at all: whoever looks never sees a part of it, and an older one of its name until then. */
export type WriteCopy = (path: string, bytes: CopyBytes) => Promise<WrittenCopy>;
