import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { AsOf } from "../frame/offline-banner.tsx";
import { usePageTitle } from "../frame/page-title.ts";
import { listFile } from "../lists/list-file.ts";
import { ListFiles } from "../lists/list-files.tsx";
import { Unread } from "../states/unread.tsx";
import { useTexts } from "../texts/texts.tsx";
import { Deliveries } from "./deliveries.tsx";
import { EndpointTable } from "./endpoint-table.tsx";
import { endpointsQuery } from "./integrations-queries.ts";
import { IntegrationsTabs } from "./integrations-tabs.tsx";
import { NewEndpoint } from "./new-endpoint.tsx";

const route = getRouteApi("/inside/integrations");

/** What is connected? Endpoints that events are sent to, and what became of each delivery. */
export function IntegrationsPage() {
  const texts = useTexts();
  usePageTitle(texts("hooks.title"));
  const read = useQuery(endpointsQuery);
  const { data: endpoints } = read;
  const { endpoint: wanted } = route.useSearch();
  const endpoint = endpoints?.find(({ endpointId }) => endpointId === wanted) ?? endpoints?.[0];
  const dead = endpoints?.reduce((sum, each) => sum + each.dead, 0) ?? 0;
  return (
    <>
      <div className="head">
        <div className="grow">
          <h1>
            {texts("hooks.title")} <AsOf />
          </h1>
          {endpoints !== undefined && endpoints.length > 0 && <p>{texts("hooks.summary", { dead })}</p>}
        </div>
      </div>
      <IntegrationsTabs shown="out" />
      <section className="reg" aria-labelledby="endpoints-h">
        <header>
          <h2 id="endpoints-h">{texts("hooks.endpoints")}</h2>
          {endpoints !== undefined && endpoints.length > 0 && (
            <span className="end">
              <ListFiles file={listFile("/webhooks")} />
            </span>
          )}
        </header>
        {endpoints === undefined ? (
          <Unread of={read} reading={texts("hooks.reading")} failed={texts("hooks.failed")} minHeight={120} />
        ) : endpoints.length === 0 ? (
          <>
            <b>{texts("hooks.none")}</b>
            <p className="quiet">{texts("hooks.noneWhy")}</p>
          </>
        ) : (
          <EndpointTable endpoints={endpoints} shown={endpoint?.endpointId} />
        )}
      </section>
      {endpoint !== undefined && <Deliveries key={endpoint.endpointId} endpoint={endpoint} />}
      {endpoints !== undefined && <NewEndpoint isFirst={endpoints.length === 0} />}
    </>
  );
}
