import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { AsOf } from "../frame/offline-banner.tsx";
import { usePageTitle } from "../frame/page-title.ts";
import { listFile } from "../lists/list-file.ts";
import { ListFiles } from "../lists/list-files.tsx";
import { Unread } from "../states/unread.tsx";
import { useTexts } from "../texts/texts.tsx";
import { Arrivals } from "./arrivals.tsx";
import { IntegrationsTabs } from "./integrations-tabs.tsx";
import { NewReceiver } from "./new-receiver.tsx";
import { ReceiverTable } from "./receiver-table.tsx";
import { isRefusing, receiversQuery } from "./receiver-queries.ts";

const route = getRouteApi("/inside/integrations/received");

/** Which other systems send messages, and are they heard? */
export function ReceivedPage() {
  const texts = useTexts();
  usePageTitle(texts("receivers.title"));
  const read = useQuery(receiversQuery);
  const { data: receivers } = read;
  const { receiver: wanted } = route.useSearch();
  const receiver = receivers?.find(({ receiverId }) => receiverId === wanted) ?? receivers?.[0];
  const refusing = receivers?.filter(isRefusing).length ?? 0;
  return (
    <>
      <div className="head">
        <div className="grow">
          <h1>
            {texts("receivers.title")} <AsOf />
          </h1>
          {receivers !== undefined && receivers.length > 0 && <p>{texts("receivers.summary", { refusing })}</p>}
        </div>
      </div>
      <IntegrationsTabs shown="in" />
      <section className="reg" aria-labelledby="receivers-h">
        <header>
          <h2 id="receivers-h">{texts("receivers.systems")}</h2>
          {receivers !== undefined && receivers.length > 0 && (
            <span className="end">
              <ListFiles file={listFile("/webhook-receivers")} />
            </span>
          )}
        </header>
        {receivers === undefined ? (
          <Unread of={read} reading={texts("receivers.reading")} failed={texts("receivers.failed")} minHeight={120} />
        ) : receivers.length === 0 ? (
          <>
            <b>{texts("receivers.none")}</b>
            <p className="quiet">{texts("receivers.noneWhy")}</p>
          </>
        ) : (
          <ReceiverTable receivers={receivers} shown={receiver?.receiverId} />
        )}
      </section>
      {receiver !== undefined && <Arrivals key={receiver.receiverId} receiver={receiver} />}
      {receivers !== undefined && <NewReceiver isFirst={receivers.length === 0} />}
    </>
  );
}
