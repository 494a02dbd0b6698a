import type { AppErrorOptions, ErrorCode } from "@/lib/contract/error";
import type { SettledEnv } from "@/lib/env";
import type { Locale } from "@/lib/messages/locale";

/** What a thread is started with; `source` is for boot.mjs, which loads it through tsx. */
export type ThreadData = { source: string | undefined; env: SettledEnv };

/** What a thread can be asked, by name; inputs and results must survive a structured clone. */
export type Calls = Record<string, (input: never) => Promise<unknown>>;

/** `locale` is that of whom the call is made for. */
export type CallMessage = { id: number; name: string; input: unknown; locale: Locale };

/** An AppError as it crosses between threads: a clone of the error itself would lose all but its message. */
type PlainError = { code: ErrorCode; message: string } & Pick<AppErrorOptions, "fields" | "retryAfterSeconds">;

export type AnswerMessage = { id: number; result: unknown } | { id: number; error: PlainError };
