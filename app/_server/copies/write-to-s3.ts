import { AwsClient } from "aws4fetch";
import { AppError } from "@/lib/contract/error";
import { SECOND_MS } from "@/lib/domain/time/units";
import type { S3Store } from "@/lib/env/s3-store";
import type { CopyBytes, WrittenCopy } from "./written-copy";

/** What is in memory at a time; all parts but the last must have at least 5 MiB. */
const PART_BYTES = 8 * 1024 * 1024;
const REQUEST_WITHIN_MS = 120 * SECOND_MS;

/**
 * Writes an object, a large one in parts that the store puts together at the end; it is there as a whole or not at all.
 *
 * UNPROCESSABLE with the store's own words where it refuses; UNAVAILABLE where it cannot be reached.
 */
export async function writeToS3(store: S3Store, path: string, bytes: CopyBytes): Promise<WrittenCopy> {
  const { accessKeyId, secretAccessKey, region, endpoint, bucket } = store;
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: "s3", retries: 2 });
  const key = path.split("/").map(encodeURIComponent).join("/");
  const url = `${endpoint.endsWith("/") ? endpoint.slice(0, -1) : endpoint}/${bucket}/${key}`;
  const ask = (method: string, query: string, body?: Uint8Array<ArrayBuffer> | string) =>
    request(client, `${url}${query}`, { method, ...(body !== undefined && { body }) });

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
    if (upload === null) await ask("PUT", "", last);
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

type Ask = (method: string, query: string, body?: Uint8Array<ArrayBuffer> | string) => Promise<Response>;

async function putPart(ask: Ask, upload: string, number: number, part: Uint8Array<ArrayBuffer>): Promise<string> {
  const response = await ask("PUT", `?partNumber=${number}&uploadId=${encodeURIComponent(upload)}`, part);
  return response.headers.get("etag") ?? "";
}

async function complete(ask: Ask, upload: string, etags: readonly string[]): Promise<void> {
  const parts = etags.map((etag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${etag}</ETag></Part>`);
  const body = `<CompleteMultipartUpload>${parts.join("")}</CompleteMultipartUpload>`;
  const answer = await (await ask("POST", `?uploadId=${encodeURIComponent(upload)}`, body)).text();
  // The store answers 200 before it knows, and says in the body that it failed.
  if (answer.includes("<Error>")) throw refusal(200, answer);
}

async function request(client: AwsClient, url: string, init: RequestInit): Promise<Response> {
  const signal = AbortSignal.timeout(REQUEST_WITHIN_MS);
  const response = await client.fetch(url, { ...init, redirect: "error", signal }).catch((cause: unknown) => {
    throw new AppError("UNAVAILABLE", `The store at ${new URL(url).host} does not answer`, { cause });
  });
  if (!response.ok) throw refusal(response.status, await response.text());
  return response;
}

function refusal(status: number, answer: string): AppError {
  const [code, message] = ["Code", "Message"].map((name) => textIn(answer, name));
  return new AppError("UNPROCESSABLE", `The store refused (${status}): ${[code, message].filter(Boolean).join(", ")}`);
}

function idOf(answer: string): string {
  const id = textIn(answer, "UploadId");
  if (id === null) throw new AppError("UNPROCESSABLE", "The store named no upload");
  return id;
}

function textIn(xml: string, name: string): string | null {
  const start = xml.indexOf(`<${name}>`);
  const end = xml.indexOf(`</${name}>`, start);
  return start < 0 || end < 0 ? null : xml.slice(start + name.length + 2, end).slice(0, 500);
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
