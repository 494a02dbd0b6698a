import type { Metadata } from "next";
import type { SearchParamsProp } from "@/app/_server/search-params-prop";
import { UnsubscribeForm } from "@/components/digests/unsubscribe-form";
import { NoticePage } from "@/components/shell/notice-page";
import { t } from "@/lib/messages/translate";

export function generateMetadata(): Metadata {
  return { title: t("Unsubscribe"), referrer: "no-referrer", robots: { index: false } };
}

/** Needs nobody signed in: whoever has the link of a digest may end its subscription. */
export default async function UnsubscribePage({ searchParams }: SearchParamsProp) {
  const { token } = await searchParams;
  return (
    <NoticePage title={t("Unsubscribe from a digest")}>
      <UnsubscribeForm token={typeof token === "string" ? token : ""} />
    </NoticePage>
  );
}
