import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import { formatMoment } from "@drawbar/ui/format/times.ts";
import { asApiError } from "../api/api-error.ts";
import { answer, api } from "../api/http.ts";
import { Unread } from "../states/unread.tsx";
import { useTexts } from "../texts/texts.tsx";
import { deliveryQuery } from "./integrations-queries.ts";

/** One delivery: what was sent, what came back each time, and sending it again. */
export function DeliveryDetail({ endpointId, deliveryId }: { readonly endpointId: string; readonly deliveryId: string }) {
  const texts = useTexts();
  const client = useQueryClient();
  const read = useQuery(deliveryQuery(endpointId, deliveryId));
  const { data: detail } = read;
  const again = useMutation({
    mutationFn: () =>
      answer<unknown>(api.POST("/api/v1/webhooks/{endpointId}/deliveries/{deliveryId}/retry", { params: { path: { endpointId, deliveryId } } })),
    onSuccess: () => void client.invalidateQueries({ queryKey: ["webhooks"] }),
  });
  if (detail === undefined) return <Unread of={read} reading={texts("hooks.readingDelivery")} failed={texts("hooks.deliveryFailed")} minHeight={120} />;
  const isWaiting = detail.delivery.state === "waiting";
  return (
    <div className="stack" style={{ gridTemplateColumns: "minmax(0, 1fr)" }}>
      <h3>
        <span className="code">{detail.delivery.type}</span>
      </h3>
      {detail.log.length > 0 && (
        <div className="scroll" tabIndex={0} role="region" aria-label={texts("hooks.attempts")}>
          <table className="t compact plain">
            <thead>
              <tr>
                <th scope="col">{texts("hooks.sentAt")}</th>
                <th scope="col">{texts("hooks.answer")}</th>
                <th scope="col" className="num">
                  {texts("hooks.took")}
                </th>
                <th scope="col">{texts("hooks.body")}</th>
              </tr>
            </thead>
            <tbody>
              {detail.log.map((attempt) => (
                <tr key={attempt.sentAt}>
                  <th scope="row">{formatMoment(Date.parse(attempt.sentAt), Date.now())}</th>
                  <td>{attempt.status === undefined ? attempt.failure : String(attempt.status)}</td>
                  <td className="num">{formatNumber(attempt.elapsedMs)} ms</td>
                  <td className="code" style={{ overflowWrap: "anywhere" }}>
                    {attempt.answer}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div>
        <b>{texts("hooks.sent")}</b>
        <pre className="code" tabIndex={0} role="region" aria-label={texts("hooks.sent")} style={{ overflow: "auto", maxHeight: 320, whiteSpace: "pre" }}>
          {pretty(detail.body)}
        </pre>
      </div>
      <div className="btns" style={{ flexWrap: "wrap", alignItems: "center" }}>
        <button type="button" className="btn" aria-disabled={isWaiting} aria-describedby="again-why" onClick={() => !isWaiting && again.mutate()}>
          {texts("hooks.again")}
        </button>
        <span id="again-why" role="status">
          {isWaiting ? texts("hooks.againWaiting") : again.error === null ? "" : asApiError(again.error).message}
        </span>
      </div>
    </div>
  );
}

/** As people read it; what is no JSON stays as it is. */
function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2);
  } catch {
    return body;
  }
}
