import type { Schemas } from "@drawbar/api-client/api-client.ts";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { formatAge } from "@drawbar/ui/format/ages.ts";
import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import { formatMoment } from "@drawbar/ui/format/times.ts";
import { asApiError } from "../api/api-error.ts";
import { usePageTitle } from "../frame/page-title.ts";
import { useBeat, useLive } from "../live/live-context.tsx";
import { NotFound } from "../states/not-found.tsx";
import { Unread } from "../states/unread.tsx";
import { useTexts } from "../texts/texts.tsx";
import { signalLabel } from "../vehicle/signal-label.ts";
import { faultQuery, type FaultView } from "./fault-queries.ts";
import { stateWords } from "./fault-words.ts";
import { LevelMark } from "./level-mark.tsx";

const route = getRouteApi("/inside/faults/$episodeId");
/** Of the chart that shows what was around the onset. */
const aroundMs = 30 * 60_000;

type FaultWithFrame = Schemas["FaultWithFrame"];

/** One fault: what it is, how it stands, and what the vehicle did when it began. */
export function FaultPage() {
  const texts = useTexts();
  const { episodeId } = route.useParams();
  const read = useQuery(faultQuery(episodeId));
  const { data, error } = read;
  usePageTitle(data === undefined ? texts("faults.fault") : `${data.fault.code}, ${data.fault.callSign}`);
  if (data === undefined) {
    // 400: the address holds no id at all
    if (error !== null && [400, 404].includes(asApiError(error).status)) return <NotFound />;
    return (
      <div className="reg">
        <Unread of={read} reading={texts("fault.reading")} failed={texts("fault.failed")} minHeight={320} headingLevel={2} />
      </div>
    );
  }
  return (
    <>
      <Head fault={data.fault} />
      <Facts fault={data.fault} />
      <Frame frame={data.frame} />
    </>
  );
}

function Head({ fault }: { readonly fault: FaultView }) {
  const texts = useTexts();
  const { pulse } = useLive();
  useBeat((nowMs) => Math.floor(nowMs / 60_000), "second"); // "Today" changes with the day
  const { callSign, code, level, onsetAt, state, text, vehicleId } = fault;
  const toMs = Math.min(Date.parse(onsetAt) + aroundMs / 2, pulse.nowMs);
  return (
    <div className="head">
      <div className="grow">
        <h1>{text ?? texts("faults.noText")}</h1>
        <p className="lead">
          <span className="st">
            <LevelMark level={level} isCleared={state === "cleared"} />
            {texts(`level.${level}`)}
          </span>
          , <span className="code">{code}</span>,{" "}
          <Link className="plate" to="/vehicles/$vehicleId" params={{ vehicleId }}>
            {callSign}
          </Link>
        </p>
        <p>{stateWords(fault, pulse.nowMs, texts)}</p>
      </div>
      <div className="btns">
        <Link className="btn" to="/vehicles/$vehicleId/faults" params={{ vehicleId }} search={{ show: "all" }}>
          {texts("fault.others", { callSign })}
        </Link>
        <Link className="btn" to="/vehicles/$vehicleId" params={{ vehicleId }} search={{ span: `${aroundMs / 1_000}s`, to: new Date(toMs).toISOString() }}>
          {texts("fault.toChart")}
        </Link>
      </div>
    </div>
  );
}

function Facts({ fault }: { readonly fault: FaultView }) {
  const texts = useTexts();
  const { pulse } = useLive();
  const moment = (at: string) => formatMoment(Date.parse(at), pulse.nowMs, { seconds: true });
  return (
    <section className="reg" aria-labelledby="facts-h">
      <header>
        <h2 id="facts-h">{texts("fault.facts")}</h2>
      </header>
      <dl className="kv">
        {fault.text !== undefined && fault.textSource !== undefined && (
          <Fact of={texts("fault.meaning")}>{texts("fault.meaningOf", { text: fault.text, source: fault.textSource })}</Fact>
        )}
        <Fact of={texts("faults.unit")}>{texts("fault.unitOf", fault.controlUnit)}</Fact>
        <Fact of={texts("fault.onset")}>{moment(fault.onsetAt)}</Fact>
        <Fact of={texts("fault.lastSeen")}>{moment(fault.lastSeenAt)}</Fact>
        {fault.clearedAt !== undefined && <Fact of={texts("fault.cleared")}>{moment(fault.clearedAt)}</Fact>}
        <Fact of={texts("fault.interruptions")}>{texts("fault.interruptionsWhy", { count: fault.interruptions })}</Fact>
        {fault.occurrences !== undefined && <Fact of={texts("fault.occurrences")}>{texts("fault.occurrencesWhy", { count: fault.occurrences })}</Fact>}
        <Fact of={texts("fault.lamps")}>
          {fault.lamps.length === 0 ? texts("fault.noLamp") : fault.lamps.map((lamp) => texts(`fault.lamp.${lamp}`)).join(", ")}
        </Fact>
        {fault.lists.length > 0 && <Fact of={texts("fault.lists")}>{fault.lists.map((list) => texts(`fault.list.${list}`)).join(", ")}</Fact>}
      </dl>
    </section>
  );
}

function Fact({ of, children }: { readonly of: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{of}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Frame({ frame }: { readonly frame: FaultWithFrame["frame"] }) {
  const texts = useTexts();
  const isSnapshot = frame?.from === "snapshot";
  return (
    <section className="reg" aria-labelledby="frame-h">
      <header>
        <h2 id="frame-h">{texts("fault.frame")}</h2>
      </header>
      <p className="quiet">{texts(frame === undefined ? "fault.frameNone" : isSnapshot ? "fault.frameSnapshot" : "fault.frameOwn")}</p>
      {frame !== undefined && (
        <div className="scroll" tabIndex={0} role="group" aria-label={texts("fault.frame")}>
          <table className="t compact" aria-labelledby="frame-h">
            <thead>
              <tr>
                <th scope="col">{texts("fault.signal")}</th>
                <th scope="col" className="num">
                  {texts("fault.value")}
                </th>
                {isSnapshot && (
                  <th scope="col" className="num">
                    {texts("fault.age")}
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {frame.values.map(({ name, unit, value, ageS }) => (
                <tr key={name}>
                  <th scope="row">
                    {signalLabel(name)}
                    {signalLabel(name) !== name && <span className="two">{name}</span>}
                  </th>
                  <td className="num">
                    {formatNumber(value, decimalsOf(value), texts.locale)} <span className="quiet">{unit}</span>
                  </td>
                  {isSnapshot && <td className="num">{ageS === undefined ? "–" : formatAge(ageS * 1_000)}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

/** A frame carries its numbers as they were rounded. */
function decimalsOf(value: number): number {
  return Math.min(2, String(value).split(".")[1]?.length ?? 0);
}
