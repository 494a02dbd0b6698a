import { AppError } from "@/lib/contract/error";
import type { S3Store } from "@/lib/env/s3-store";
import { type AskS3, s3Object, s3Refusal, textIn } from "./s3-object";
import type { CopyBytes, WrittenCopy } from "./written-copy";

/** What is in memory at a time; all parts but the last must have at least 5 MiB. */
const PART_BYTES = 8 * 1024 * 1024;

/**
 * Writes an object, a large one in parts that the store puts together at the end; it is there as a whole or not at all.
 *
 * UNPROCESSABLE with the store's own words where it refuses; UNAVAILABLE where it cannot be reached.
 */
export async function writeToS3(store: S3Store, path: string, bytes: CopyBytes): Promise<WrittenCopy> {
  const { bucket } = store;
  const ask = s3Object(store, path);

  let upload: string | null = null;
  const parts: string[] = [];
  let written = 0;
  try {
    let last: Uint8Array<ArrayBuffer> = new Uint8Array(0);
    for await (const part of partsOf(bytes)) {
      if (last.length > 0) {
        upload ??= idOf(await (await ask("POST", "?uploads")).text());
        parts.push(await putPart(ask, upload, parts.length + 1, last));
      }
      last = part;
      written += part.length;
    }
    if (upload === null) await ask("PUT", "", { body: last });
    else {
      parts.push(await putPart(ask, upload, parts.length + 1, last));
      await complete(ask, upload, parts);
    }
    return { bytes: written, location: `s3://${bucket}/${path}` };
  } catch (error) {
    if (upload !== null) await ask("DELETE", `?uploadId=${encodeURIComponent(upload)}`).catch(() => undefined);
    throw error;
  }
}

async function putPart(ask: AskS3, upload: string, number: number, part: Uint8Array<ArrayBuffer>): Promise<string> {
  const response = await ask("PUT", `?partNumber=${number}&uploadId=${encodeURIComponent(upload)}`, { body: part });
  return response.headers.get("etag") ?? "";
}

async function complete(ask: AskS3, upload: string, etags: readonly string[]): Promise<void> {
  const parts = etags.map((etag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${etag}</ETag></Part>`);
  const body = `<CompleteMultipartUpload>${parts.join("")}</CompleteMultipartUpload>`;
  const answer = await (await ask("POST", `?uploadId=${encodeURIComponent(upload)}`, { body })).text();
  // The store answers 200 before it knows, and says in the body that it failed.
  if (answer.includes("<Error>")) throw s3Refusal(200, answer);
}

function idOf(answer: string): string {
  const id = textIn(answer, "UploadId");
  if (id === null) throw new AppError("UNPROCESSABLE", "The store named no upload");
  return id;
}

/** Bytes in parts of one length; the last one may be shorter, and there is always one. */
async function* partsOf(bytes: CopyBytes): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  let part = new Uint8Array(PART_BYTES);
  let filled = 0;
  for await (let piece of bytes) {
    while (piece.length > 0) {
      const taken = piece.subarray(0, PART_BYTES - filled);
      part.set(taken, filled);
      filled += taken.length;
      piece = piece.subarray(taken.length);
      if (filled < PART_BYTES) continue;
      yield part;
      part = new Uint8Array(PART_BYTES);
      filled = 0;
    }
  }
  yield part.subarray(0, filled);
}
