import type { Schemas } from "@drawbar/api-client/api-client.ts";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { formatAge } from "@drawbar/ui/format/ages.ts";
import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import { Glyph } from "@drawbar/ui/glyphs.tsx";
import { asApiError } from "../api/api-error.ts";
import { answer, api } from "../api/http.ts";
import { listFile } from "../lists/list-file.ts";
import { ListFiles } from "../lists/list-files.tsx";
import { useBeat } from "../live/live-context.tsx";
import { Unread } from "../states/unread.tsx";
import { useTexts } from "../texts/texts.tsx";
import { DeliveryDetail } from "./delivery-detail.tsx";
import { deliveriesQuery, endpointsQuery, type DeliveryView, type EndpointView } from "./integrations-queries.ts";
import { deliveryStates } from "./integrations-search.ts";
import { OldSecret, SecretRenewal } from "./secret-renewal.tsx";

const route = getRouteApi("/inside/integrations");
const glyphs = { waiting: { name: "never" }, delivered: { name: "clear", level: "ok" }, dead: { name: "stop", level: "stop" } } as const;

/** What was sent to one endpoint, newest first, and what a person may do with the endpoint. */
export function Deliveries({ endpoint }: { readonly endpoint: EndpointView }) {
  const texts = useTexts();
  const { show: state, delivery } = route.useSearch();
  const { endpointId } = endpoint;
  const read = useQuery(deliveriesQuery(endpointId, state));
  const { data: page } = read;
  return (
    <section className="reg" aria-labelledby="deliveries-h">
      <header>
        <h2 id="deliveries-h">{texts("hooks.deliveries")}</h2>
        <Acts endpoint={endpoint} />
      </header>
      <p className="code" style={{ overflowWrap: "anywhere" }}>
        {endpoint.url}
      </p>
      <OldSecret
        of="endpoint"
        until={endpoint.oldSecretUntil}
        touched={endpointsQuery.queryKey}
        end={() => answer<unknown>(api.DELETE("/api/v1/webhooks/{endpointId}/old-secret", { params: { path: { endpointId } } }))}
      />
      <nav className="tabs scroll" aria-label={texts("hooks.filter")} style={{ paddingInline: 12, marginInline: -12 }}>
        <Link
          to="/integrations"
          search={{ endpoint: endpointId }}
          activeOptions={{ exact: true }}
          {...(state === undefined ? { "aria-current": "page" as const } : {})}
        >
          {texts("hooks.all")}
        </Link>
        {deliveryStates.map((each) => (
          <Link key={each} to="/integrations" search={{ endpoint: endpointId, show: each }} {...(state === each ? { "aria-current": "page" as const } : {})}>
            <Glyph {...glyphs[each]} /> {texts(`hooks.is.${each}`)}
          </Link>
        ))}
      </nav>
      {page === undefined ? (
        <Unread of={read} reading={texts("hooks.readingDeliveries")} failed={texts("hooks.deliveriesFailed")} minHeight={120} />
      ) : page.items.length === 0 ? (
        <p>
          <b>{texts(state === undefined ? "hooks.noDeliveries" : "hooks.noneSuch")}</b>
        </p>
      ) : (
        <div className="scroll" tabIndex={0} role="region" aria-label={texts("hooks.deliveriesTable")}>
          <table className="t compact">
            <thead>
              <tr>
                <th scope="col">{texts("hooks.event")}</th>
                <th scope="col">{texts("hooks.state")}</th>
                <th scope="col">{texts("hooks.answer")}</th>
                <th scope="col" className="num">
                  {texts("hooks.attempts")}
                </th>
                <th scope="col" className="num">
                  {texts("hooks.age")}
                </th>
              </tr>
            </thead>
            <tbody>
              {page.items.map((each) => (
                <DeliveryRow key={each.deliveryId} endpointId={endpointId} delivery={each} isShown={each.deliveryId === delivery} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div className="btns" style={{ marginTop: 12 }}>
        <ListFiles file={listFile(`/webhooks/${endpointId}/deliveries`, { state })} />
      </div>
      {delivery !== undefined && <DeliveryDetail endpointId={endpointId} deliveryId={delivery} />}
    </section>
  );
}

function DeliveryRow({ endpointId, delivery, isShown }: { readonly endpointId: string; readonly delivery: DeliveryView; readonly isShown: boolean }) {
  const texts = useTexts();
  const { show } = route.useSearch();
  const { deliveryId, state, nextAt, lastStatus, lastFailure } = delivery;
  const age = useBeat((nowMs) => formatAge(Math.max(0, nowMs - Date.parse(delivery.createdAt))), "second");
  const next = useBeat((nowMs) => (nextAt === undefined || Date.parse(nextAt) <= nowMs ? undefined : formatAge(Date.parse(nextAt) - nowMs)), "second");
  const search = { endpoint: endpointId, delivery: deliveryId, ...(show === undefined ? {} : { show }) };
  return (
    <tr className={isShown ? "sel" : undefined}>
      <th scope="row">
        <Link to="/integrations" search={search} resetScroll={false} className="rowlink code" {...(isShown ? { "aria-current": "true" as const } : {})}>
          {delivery.type}
        </Link>
      </th>
      <td>
        <span className="st">
          <Glyph {...glyphs[state]} />
          {texts(`hooks.is.${state}`)}
        </span>
        {next !== undefined && <span className="two">{texts("hooks.next", { age: next })}</span>}
      </td>
      <td>{lastStatus === undefined ? (lastFailure ?? texts("hooks.notYet")) : String(lastStatus)}</td>
      <td className="num">{formatNumber(delivery.attempts)}</td>
      <td className="num">{age}</td>
    </tr>
  );
}

function Acts({ endpoint: { endpointId, pausedAt } }: { readonly endpoint: EndpointView }) {
  const texts = useTexts();
  const client = useQueryClient();
  const [asks, setAsks] = useState<"remove" | "secret">();
  const path = { params: { path: { endpointId } } };
  const act = useMutation({
    mutationFn: (what: "test" | "pause" | "resume" | "remove") => {
      if (what === "test") return answer<unknown>(api.POST("/api/v1/webhooks/{endpointId}/test", path));
      if (what === "pause") return answer<unknown>(api.POST("/api/v1/webhooks/{endpointId}/pause", path));
      if (what === "resume") return answer<unknown>(api.POST("/api/v1/webhooks/{endpointId}/resume", path));
      return answer<unknown>(api.DELETE("/api/v1/webhooks/{endpointId}", path));
    },
    onSuccess: (_answer, what) => {
      // Gone from the list first: its deliveries are not asked for again.
      if (what === "remove") client.setQueryData(endpointsQuery.queryKey, (list) => list?.filter((each) => each.endpointId !== endpointId));
      void client.invalidateQueries({ queryKey: ["webhooks"], exact: what === "remove" });
    },
  });
  return (
    <div className="end">
      <span role="status">
        {act.isSuccess && act.variables === "test" && texts("hooks.testSent")}
        {act.error !== null && asApiError(act.error).message}
      </span>
      {asks === "remove" ? (
        <>
          <b>{texts("hooks.removeSure")}</b>
          <button type="button" className="btn" onClick={() => act.mutate("remove")}>
            {texts("hooks.removeYes")}
          </button>
          <button type="button" className="btn" onClick={() => setAsks(undefined)}>
            {texts("hooks.keep")}
          </button>
        </>
      ) : (
        <>
          <button type="button" className="btn do" onClick={() => act.mutate("test")}>
            {texts("hooks.test")}
          </button>
          <button type="button" className="btn" onClick={() => act.mutate(pausedAt === undefined ? "pause" : "resume")}>
            {texts(pausedAt === undefined ? "hooks.pause" : "hooks.resume")}
          </button>
          <button type="button" className="btn" onClick={() => setAsks("secret")}>
            {texts("secret.new")}
          </button>
          <button type="button" className="btn" onClick={() => setAsks("remove")}>
            {texts("hooks.remove")}
          </button>
        </>
      )}
      {asks === "secret" && (
        <SecretRenewal
          of="endpoint"
          touched={endpointsQuery.queryKey}
          renew={(overlapHours) =>
            answer<Schemas["RenewedWebhookSecret"]>(api.POST("/api/v1/webhooks/{endpointId}/secret", { ...path, body: { overlapHours } }))
          }
          onClose={() => setAsks(undefined)}
        />
      )}
    </div>
  );
}
