import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Schemas } from "@drawbar/api-client/api-client.ts";
import { useState } from "react";
import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import { formatMoment } from "@drawbar/ui/format/times.ts";
import { Glyph } from "@drawbar/ui/glyphs.tsx";
import { asApiError } from "../api/api-error.ts";
import { answer, api } from "../api/http.ts";
import { listFile } from "../lists/list-file.ts";
import { ListFiles } from "../lists/list-files.tsx";
import { Unread } from "../states/unread.tsx";
import { useTexts } from "../texts/texts.tsx";
import { CopyLine } from "./copy-line.tsx";
import { addressOf, arrivalsQuery, receiversQuery, type ArrivalView, type ReceiverView } from "./receiver-queries.ts";
import { OldSecret, SecretRenewal } from "./secret-renewal.tsx";

/** One other system: where it sends to, how it signs, and what became of its newest messages. */
export function Arrivals({ receiver }: { readonly receiver: ReceiverView }) {
  const texts = useTexts();
  const { receiverId, name } = receiver;
  const path = { params: { path: { receiverId } } };
  const read = useQuery(arrivalsQuery(receiverId));
  const { data: arrivals } = read;
  return (
    <section className="reg" aria-labelledby="arrivals-h">
      <header>
        <h2 id="arrivals-h">{name}</h2>
        <Acts receiver={receiver} />
      </header>
      <div className="stack" style={{ marginTop: 0, marginBottom: 16, gap: 10 }}>
        <CopyLine label={texts("receivers.address")} text={addressOf(receiverId)} />
        <p className="quiet">{texts("receivers.scheme")}</p>
      </div>
      <OldSecret
        of="receiver"
        until={receiver.oldSecretUntil}
        touched={receiversQuery.queryKey}
        end={() => answer<unknown>(api.DELETE("/api/v1/webhook-receivers/{receiverId}/old-secret", path))}
      />
      <h3>{texts("receivers.arrivals")}</h3>
      {arrivals === undefined ? (
        <Unread of={read} reading={texts("receivers.readingArrivals")} failed={texts("receivers.arrivalsFailed")} minHeight={120} />
      ) : arrivals.length === 0 ? (
        <p>{texts("receivers.noArrivals")}</p>
      ) : (
        <>
          <ArrivalTable arrivals={arrivals} />
          <div className="btns" style={{ marginTop: 12 }}>
            <ListFiles file={listFile(`/webhook-receivers/${receiverId}/arrivals`)} />
          </div>
        </>
      )}
    </section>
  );
}

function ArrivalTable({ arrivals }: { readonly arrivals: readonly ArrivalView[] }) {
  const texts = useTexts();
  const nowMs = Date.now();
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={texts("receivers.arrivals")}>
      <table className="t compact plain">
        <thead>
          <tr>
            <th scope="col">{texts("receivers.came")}</th>
            <th scope="col">{texts("receivers.verdict")}</th>
            <th scope="col">{texts("receivers.message")}</th>
            <th scope="col" className="num">
              {texts("receivers.size")}
            </th>
          </tr>
        </thead>
        <tbody>
          {arrivals.map(({ arrivalId, arrivedAt, outcome, messageId, bytes }) => (
            <tr key={arrivalId}>
              <th scope="row">{formatMoment(Date.parse(arrivedAt), nowMs, { seconds: true })}</th>
              <td>
                <span className="st">
                  <Glyph {...glyphs[outcome]} />
                  {texts(`receivers.outcome.${outcome}`)}
                </span>
              </td>
              <td className="code" style={{ overflowWrap: "anywhere" }}>
                {messageId}
              </td>
              <td className="num">{formatNumber(bytes)} B</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const glyphs = {
  taken: { name: "clear", level: "ok" },
  known: { name: "clear" },
  paused: { name: "asleep" },
  "signature-wrong": { name: "stop", level: "stop" },
  "time-wrong": { name: "warn", level: "warn" },
  unreadable: { name: "warn", level: "warn" },
} as const;

function Acts({ receiver: { receiverId, pausedAt } }: { readonly receiver: ReceiverView }) {
  const texts = useTexts();
  const client = useQueryClient();
  const [asks, setAsks] = useState<"remove" | "secret">();
  const path = { params: { path: { receiverId } } };
  const act = useMutation({
    mutationFn: (what: "pause" | "resume" | "remove") => {
      if (what === "pause") return answer<unknown>(api.POST("/api/v1/webhook-receivers/{receiverId}/pause", path));
      if (what === "resume") return answer<unknown>(api.POST("/api/v1/webhook-receivers/{receiverId}/resume", path));
      return answer<unknown>(api.DELETE("/api/v1/webhook-receivers/{receiverId}", path));
    },
    onSuccess: (_answer, what) => {
      // Gone from the list first: its messages are not asked for again.
      if (what === "remove") client.setQueryData(receiversQuery.queryKey, (list) => list?.filter((each) => each.receiverId !== receiverId));
      void client.invalidateQueries({ queryKey: receiversQuery.queryKey, exact: true });
    },
  });
  return (
    <div className="end">
      <span role="status">{act.error !== null && asApiError(act.error).message}</span>
      {asks === "remove" ? (
        <>
          <b>{texts("receivers.removeSure")}</b>
          <button type="button" className="btn" onClick={() => act.mutate("remove")}>
            {texts("receivers.removeYes")}
          </button>
          <button type="button" className="btn" onClick={() => setAsks(undefined)}>
            {texts("hooks.keep")}
          </button>
        </>
      ) : (
        <>
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
          of="receiver"
          touched={receiversQuery.queryKey}
          renew={(overlapHours) =>
            answer<Schemas["RenewedWebhookSecret"]>(api.POST("/api/v1/webhook-receivers/{receiverId}/secret", { ...path, body: { overlapHours } }))
          }
          onClose={() => setAsks(undefined)}
        />
      )}
    </div>
  );
}
