/** An S3-compatible store that copies of exports may go to. */
export type S3Store = {
  endpoint: string;
  region: string;
  bucket: string;
  accessKeyId: string;
  secretAccessKey: string;
};

/** The variables that name it, all of them together. */
export const S3_NAMES = [
  "SWITCHYARD_S3_ENDPOINT",
  "SWITCHYARD_S3_BUCKET",
  "SWITCHYARD_S3_ACCESS_KEY_ID",
  "SWITCHYARD_S3_SECRET_ACCESS_KEY",
] as const;

type S3Values = { [Name in (typeof S3_NAMES)[number]]?: string | undefined } & { SWITCHYARD_S3_REGION: string };

/** The store that is named, or undefined where any part of its name is missing. */
export function s3Of(values: S3Values): S3Store | undefined {
  const [endpoint, bucket, accessKeyId, secretAccessKey] = S3_NAMES.map((name) => values[name]);
  if (!endpoint || !bucket || !accessKeyId || !secretAccessKey) return undefined;
  return { endpoint, region: values.SWITCHYARD_S3_REGION, bucket, accessKeyId, secretAccessKey };
}
