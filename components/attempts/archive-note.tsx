import type { ArchiveRead } from "@/lib/contract/requests";
import { t } from "@/lib/messages/translate";

/** More reasons than these are told by their number. */
const REASONS_MAX = 3;

/** What of some answers comes from archived days, and what they lack; nothing where no day is archived. */
export function ArchiveNote({ reads }: { reads: readonly ArchiveRead[] }) {
  const days = new Set(reads.flatMap((read) => read.days));
  const unread = new Map(reads.flatMap((read) => read.unread).map(({ day, reason }) => [day, reason]));
  if (days.size === 0) return null;
  const named = [...unread].slice(0, REASONS_MAX);
  return (
    <div role="status">
      {days.size > unread.size && (
        <p>
          {t("{count, plural, one {# day is} other {# days are}} read from the archive", {
            count: days.size - unread.size,
          })}
        </p>
      )}
      {named.map(([day, reason]) => (
        <p key={day}>{t("{day} is missing: its archive was not read. {reason}", { day, reason })}</p>
      ))}
      {unread.size > named.length && (
        <p>
          {t("{count, plural, one {# more day is} other {# more days are}} missing", {
            count: unread.size - named.length,
          })}
        </p>
      )}
    </div>
  );
}
