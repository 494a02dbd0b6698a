import { AppError } from "@/lib/contract/error";
import { type Bucket, drawToken, fullBucket } from "@/lib/domain/access/token-bucket";
import { t } from "@/lib/messages/translate";

const PACE = { perSecond: 10 / 60, burst: 10 };
let bucket: Bucket | undefined;

/** RATE_LIMITED beyond ten tests a minute by this process: each sends a key out and costs tokens. */
export function rateLimitTests(nowMs: number): void {
  bucket ??= fullBucket(PACE, nowMs);
  const waitMs = drawToken(bucket, PACE, nowMs);
  if (waitMs === 0) return;
  const retryAfterSeconds = Math.ceil(waitMs / 1_000);
  throw new AppError(
    "RATE_LIMITED",
    t("Ten tests a minute are made at most: try again in {n} s", { n: retryAfterSeconds }),
    {
      retryAfterSeconds,
    },
  );
}
