import { AppError } from "@/lib/contract/error";
import type { S3Store } from "@/lib/env/s3-store";
import { s3Object } from "../targets/s3-object";
import type { StoredFile } from "./stored-file";

/** Opens an object of which ranges are read; UNPROCESSABLE where it is missing, UNAVAILABLE where the store is away. */
export async function openInS3(store: S3Store, path: string): Promise<StoredFile> {
  const ask = s3Object(store, path);
  const head = await ask("HEAD", "");
  const byteLength = Number(head.headers.get("content-length") ?? Number.NaN);
  if (!Number.isSafeInteger(byteLength))
    throw new AppError("UNPROCESSABLE", `The store does not say how long ${path} is`);
  return {
    byteLength,
    slice: async (start, end = byteLength) => {
      const response = await ask("GET", "", { headers: { range: `bytes=${start}-${end - 1}` } });
      const bytes = await response.arrayBuffer();
      if (bytes.byteLength === end - start) return bytes;
      // A store may send the whole object instead of a range.
      if (bytes.byteLength === byteLength) return bytes.slice(start, end);
      throw new AppError("UNPROCESSABLE", `The store sent ${bytes.byteLength} bytes of ${path} for ${end - start}`);
    },
    close: async () => undefined,
  };
}

/** Deletes an object, if it is there. */
export async function removeFromS3(store: S3Store, path: string): Promise<void> {
  await s3Object(store, path)("DELETE", "");
}
