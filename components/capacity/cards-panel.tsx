import { IconFileSpreadsheet } from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import cards from "@/components/budgets/budgets.module.css";
import { Button } from "@/components/ui/button";
import { Explain } from "@/components/ui/explain";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import { t } from "@/lib/messages/translate";

type CardsPanelProps<Data> = {
  title: string;
  subtitle: string;
  explain: { formula: string; note: string };
  csvHref: string;
  query: UseQueryResult<Data>;
  countOf: (data: Data) => number;
  empty: { title: string; hint: string };
  /** The cards, as items of a list. */
  children: (data: Data) => ReactNode;
};

const HEIGHT = 160;

/** Terms of a provider as cards, with the states that a panel has. */
export function CardsPanel<Data>(props: CardsPanelProps<Data>) {
  const { title, subtitle, explain, csvHref, query, countOf, empty, children } = props;
  const { data, error, refetch } = query;
  const hasCards = data !== undefined && countOf(data) > 0;
  return (
    <Panel
      title={title}
      subtitle={subtitle}
      actions={
        <>
          <Explain title={title} {...explain} />
          {hasCards && (
            <a className={cards.csv} href={csvHref} download>
              <IconFileSpreadsheet size={14} stroke={1.7} aria-hidden /> CSV
            </a>
          )}
        </>
      }
    >
      {data === undefined && error && <FailedBox error={error} onRetry={() => refetch()} height={HEIGHT} />}
      {data === undefined && !error && <Skeleton height={HEIGHT} />}
      {data !== undefined && !hasCards && <EmptyBox {...empty} />}
      {hasCards && <ul className={cards.cards}>{children(data)}</ul>}
    </Panel>
  );
}

/** What ends the terms of a card. */
export function EndButton({ name, onEnd }: { name: string; onEnd: () => void }) {
  return (
    <div className={cards.buttons}>
      <Button variant="default" aria-label={t("End {name}", { name })} onClick={onEnd}>
        {t("End")}
      </Button>
    </div>
  );
}
