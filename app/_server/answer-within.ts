import { AppError } from "@/lib/contract/error";

/** What a read answers, or UNAVAILABLE where that takes too long: a connection that swallows everything says nothing at all. */
export async function answerWithin<T>(read: () => Promise<T>, withinMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    const message = "The database takes too long to answer; try again shortly";
    timer = setTimeout(() => reject(new AppError("UNAVAILABLE", message)), withinMs);
  });
  try {
    return await Promise.race([read(), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
