import type { PendingQuery, Row, Sql, TransactionSql } from "postgres";
import { AppError } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";
import { type CallerContext, callerContext } from "./caller-context";
import type { FairQueue } from "./fair-queue";

type Statement = PendingQuery<Row[]>;
type Unsafe = (...args: unknown[]) => Statement;
type Body = (tx: TransactionSql) => unknown;

const CANCELED = "57014";
/** Of callers without a request: the product's own. */
const NOBODY: CallerContext = { signal: new AbortController().signal, caller: null };

/**
 * The client with which drizzle asks in its caller's turn; what it asks ends in the database when they leave.
 *
 * A statement has one turn, a transaction one for all its statements. What took longer than the limit is UNAVAILABLE: a transaction begins
 * no statement after it.
 */
export function serveFromQueue(sql: Sql, queue: FairQueue, limitMs: number): Sql {
  const inTurn = <T>(context: CallerContext, work: () => Promise<T>) =>
    queue.run(context.caller?.id ?? "", context.signal, work);
  // The driver's overloads fit no single function; drizzle gives a text, parameters and options.
  const unsafe = sql.unsafe.bind(sql) as Unsafe;
  const begin = sql.begin.bind(sql) as (...args: unknown[]) => Promise<unknown>;

  const unsafeInTurn: Unsafe = (...args) => {
    const context = callerContext() ?? NOBODY;
    return lazily(unsafe, args, (ask) =>
      inTurn(context, () => again(() => whileWaiting(ask(), context, limitMs), context)),
    );
  };
  const beginInTurn = (...args: unknown[]) => {
    const context = callerContext() ?? NOBODY;
    // The last argument of every overload.
    const body = args.pop() as Body;
    return inTurn(context, () => begin(...args, (tx: TransactionSql) => body(cancelling(tx, context, limitMs))));
  };
  const served = new Map<string | symbol, unknown>([
    ["unsafe", unsafeInTurn],
    ["begin", beginInTurn],
  ]);
  // Not in place: the driver's own BEGIN goes through `unsafe` too.
  return new Proxy(sql, { get: (target, name) => served.get(name) ?? Reflect.get(target, name) });
}

function cancelling(tx: TransactionSql, context: CallerContext, limitMs: number): TransactionSql {
  const unsafe = tx.unsafe.bind(tx) as Unsafe;
  const begunAt = performance.now();
  const ended = (...args: unknown[]) =>
    lazily(unsafe, args, async (ask) => {
      if (performance.now() - begunAt > limitMs) throw tooLongError(limitMs);
      return whileWaiting(ask(), context, limitMs);
    });
  // Not in place: its own ROLLBACK is to be sent also for one who left.
  return new Proxy(tx, { get: (target, name) => (name === "unsafe" ? ended : Reflect.get(target, name)) });
}

/** A statement that is sent, as the driver's own are, when somebody waits for it. */
function lazily(unsafe: Unsafe, args: unknown[], run: (ask: () => Statement) => Promise<unknown>): Statement {
  let asValues = false;
  let running: Promise<unknown> | undefined;
  const start = () => {
    running ??= run(() => (asValues ? (unsafe(...args).values() as unknown as Statement) : unsafe(...args)));
    return running;
  };
  const statement = {
    values: () => {
      asValues = true;
      return statement;
    },
    // biome-ignore lint/suspicious/noThenProperty: what the driver returns is waited for as well.
    then: (...handlers: Parameters<Promise<unknown>["then"]>) => start().then(...handlers),
    catch: (handler: (reason: unknown) => unknown) => start().catch(handler),
    finally: (handler: () => void) => start().finally(handler),
  };
  // All of it that drizzle uses.
  return statement as unknown as Statement;
}

async function whileWaiting(statement: Statement, { signal }: CallerContext, limitMs: number): Promise<unknown> {
  if (signal.aborted) throw leftError();
  const cancel = () => {
    // It promises, whatever its type says; where the database is out of reach the statement has failed already.
    Promise.resolve(statement.cancel() as unknown).catch(() => undefined);
  };
  signal.addEventListener("abort", cancel, { once: true });
  const startedAt = performance.now();
  try {
    return await statement;
  } catch (error) {
    if (!isCanceled(error)) throw error;
    if (signal.aborted) throw leftError();
    throw performance.now() - startedAt < limitMs ? error : tooLongError(limitMs);
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}

/** A request to cancel may reach its connection when the statement has just ended, and hit the next one. */
async function again<T>(ask: () => Promise<T>, { signal }: CallerContext): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!isCanceled(error) || signal.aborted) throw error;
    return ask();
  }
}

function isCanceled(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === CANCELED;
}

function leftError(): AppError {
  return new AppError("UNAVAILABLE", "The caller left before this was answered");
}

function tooLongError(limitMs: number): AppError {
  const message = t("This was not read within {seconds} s and was given up; ask for a shorter window or filter more", {
    seconds: limitMs / 1_000,
  });
  return new AppError("UNAVAILABLE", message, { retryAfterSeconds: 10 });
}
