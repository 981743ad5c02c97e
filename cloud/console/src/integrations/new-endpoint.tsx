import type { Schemas } from "@drawbar/api-client/api-client.ts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Glyph } from "@drawbar/ui/glyphs.tsx";
import { asApiError } from "../api/api-error.ts";
import { answer, api } from "../api/http.ts";
import { useTexts } from "../texts/texts.tsx";
import { endpointsQuery, topics, type Topic } from "./integrations-queries.ts";

/** The form for one more endpoint, and its secret, which is shown once. */
export function NewEndpoint({ isFirst }: { readonly isFirst: boolean }) {
  const texts = useTexts();
  const client = useQueryClient();
  const [url, setUrl] = useState("");
  const [wanted, setWanted] = useState<ReadonlySet<Topic>>(new Set<Topic>(["vehicle-alerts"]));
  const [isTried, setIsTried] = useState(false);
  const add = useMutation({
    mutationFn: () =>
      answer<Schemas["NewWebhookEndpoint"]>(api.POST("/api/v1/webhooks", { body: { url, topics: topics.filter((topic) => wanted.has(topic)) } })),
    onSuccess: () => {
      setUrl("");
      setIsTried(false);
      void client.invalidateQueries(endpointsQuery);
    },
  });
  const failure = add.error === null ? undefined : asApiError(add.error);
  const wrong = isTried && url === "" ? texts("hooks.urlMissing") : failure?.message;
  return (
    <section className="reg" aria-labelledby="new-endpoint-h">
      <header>
        <h2 id="new-endpoint-h">{texts("hooks.new")}</h2>
      </header>
      <form
        className="stack narrow"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setIsTried(true);
          if (url !== "" && wanted.size > 0) add.mutate();
        }}
      >
        <div className="field">
          <label htmlFor="hook-url">{texts("hooks.url")}</label>
          <input
            id="hook-url"
            type="url"
            inputMode="url"
            autoComplete="off"
            spellCheck={false}
            placeholder="https://"
            value={url}
            aria-invalid={wrong !== undefined}
            aria-describedby="hook-url-below"
            onChange={(event) => setUrl(event.target.value)}
          />
          <p id="hook-url-below" className={wrong === undefined ? "quiet" : "wrong"}>
            {wrong === undefined ? (
              texts("hooks.urlHint")
            ) : (
              <>
                <Glyph name="stop" level="stop" /> {wrong}
              </>
            )}
          </p>
        </div>
        <div className="field">
          <span id="hook-topics">
            <b>{texts("hooks.topics")}</b>
          </span>
          <div className="stack" role="group" aria-labelledby="hook-topics" style={{ marginTop: 0, gap: 10 }}>
            {topics.map((topic) => (
              <span key={topic} className="seg" style={{ justifySelf: "start" }}>
                <button type="button" aria-pressed={wanted.has(topic)} onClick={() => setWanted(toggled(wanted, topic))}>
                  {texts(`topic.${topic}`)}
                </button>
              </span>
            ))}
          </div>
          {isTried && wanted.size === 0 && (
            <p className="wrong">
              <Glyph name="stop" level="stop" /> {texts("hooks.topicsMissing")}
            </p>
          )}
        </div>
        <div role="status">
          {add.data !== undefined && (
            <>
              <p>
                <Glyph name="clear" level="ok" /> {texts("hooks.added")}
              </p>
              <p className="code" style={{ overflowWrap: "anywhere" }}>
                {add.data.secret}
              </p>
            </>
          )}
        </div>
        <div>
          <button type="submit" className={isFirst ? "btn do" : "btn"}>
            {texts("hooks.add")}
          </button>
        </div>
      </form>
    </section>
  );
}

function toggled(topicsNow: ReadonlySet<Topic>, topic: Topic): ReadonlySet<Topic> {
  const next = new Set(topicsNow);
  if (!next.delete(topic)) next.add(topic);
  return next;
}
