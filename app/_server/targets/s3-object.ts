import { AwsClient } from "aws4fetch";
import { AppError } from "@/lib/contract/error";
import { SECOND_MS } from "@/lib/domain/time/units";
import type { S3Store } from "@/lib/env/s3-store";

const REQUEST_WITHIN_MS = 120 * SECOND_MS;

type S3Request = { body?: Uint8Array<ArrayBuffer> | string; headers?: Record<string, string> };
export type AskS3 = (method: string, query: string, request?: S3Request) => Promise<Response>;

/**
 * Asks a store about one object, signed.
 *
 * UNPROCESSABLE with the store's own words where it refuses; UNAVAILABLE where it cannot be reached.
 */
export function s3Object(store: S3Store, path: string): AskS3 {
  const { accessKeyId, secretAccessKey, region, endpoint, bucket } = store;
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: "s3", retries: 2 });
  const key = path.split("/").map(encodeURIComponent).join("/");
  const url = `${endpoint.endsWith("/") ? endpoint.slice(0, -1) : endpoint}/${bucket}/${key}`;
  return (method, query, request = {}) => ask(client, `${url}${query}`, { method, ...request });
}

async function ask(client: AwsClient, url: string, init: RequestInit): Promise<Response> {
  const signal = AbortSignal.timeout(REQUEST_WITHIN_MS);
  const response = await client.fetch(url, { ...init, redirect: "error", signal }).catch((cause: unknown) => {
    throw new AppError("UNAVAILABLE", `The store at ${new URL(url).host} does not answer`, { cause });
  });
  if (!response.ok) throw s3Refusal(response.status, await response.text());
  return response;
}

export function s3Refusal(status: number, answer: string): AppError {
  const [code, message] = ["Code", "Message"].map((name) => textIn(answer, name));
  const why = [code, message].filter(Boolean).join(", ");
  return new AppError("UNPROCESSABLE", `The store refused (${status}): ${why}`);
}

/** The text of an element of XML, or null. */
export function textIn(xml: string, name: string): string | null {
  const start = xml.indexOf(`<${name}>`);
  const end = xml.indexOf(`</${name}>`, start);
  return start < 0 || end < 0 ? null : xml.slice(start + name.length + 2, end).slice(0, 500);
}
