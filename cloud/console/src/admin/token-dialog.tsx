import type { Schemas } from "@drawbar/api-client/api-client.ts";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answer, api } from "../api/http.ts";
import { useTexts } from "../texts/texts.tsx";
import { Checks, Dialog, Failure, Once, SelectField, TextField } from "./form-parts.tsx";
import { permissionsQuery, tokensQuery, useChange, useMay } from "./identity-queries.ts";
import { broadWords, isBroad, wordsOf, type BroadWord } from "./token-words.ts";

const lifetimes = [1, 7, 30, 90, 365] as const;
const dayMs = 86_400_000;

/** Asks what a program may do, broadly or one permission at a time, and shows its token once. */
export function TokenDialog({ onClose }: { readonly onClose: () => void }) {
  const texts = useTexts();
  const may = useMay();
  const { data: all = [], error } = useQuery(permissionsQuery);
  const [name, setName] = useState("");
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set(["read"]));
  const [days, setDays] = useState("30");
  const [isTried, setIsTried] = useState(false);
  const wanted = wordsOf(picked, all);
  const create = useChange(
    () => answer<Schemas["ApiToken"]>(api.POST("/api/v1/tokens", { body: { name: name.trim(), scopes: [...wanted], expiresInMs: Number(days) * dayMs } })),
    [tokensQuery.queryKey],
  );
  const isCovered = (scope: BroadWord) => picked.has(scope);
  const singles = wanted.filter((word) => !isBroad(word)).length;
  const shown = new Set([...picked, ...all.filter(({ scope }) => isCovered(scope)).map(({ permission }) => permission)]);
  return (
    <Dialog title={texts("tokens.add")} onClose={onClose}>
      {create.data === undefined ? (
        <form
          className="wide-stack"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            setIsTried(true);
            if (name.trim() !== "" && wanted.length > 0) create.mutate(undefined);
          }}
        >
          <TextField
            id="token-name"
            label={texts("tokens.name")}
            value={name}
            onChange={setName}
            wrong={isTried && name.trim() === "" ? texts("tokens.nameMissing") : undefined}
          />
          <Checks
            label={texts("tokens.may")}
            choices={broadWords.map(({ word, needs }) => ({
              value: word,
              label: texts(`tokens.${word}`),
              hint: may(needs) ? texts(`tokens.${word}Means`) : texts("tokens.notYours"),
              isDisabled: !may(needs),
            }))}
            picked={picked}
            onPick={setPicked}
            wrong={isTried && wanted.length === 0 ? texts("tokens.scopesMissing") : undefined}
          />
          <details className="more">
            <summary>{texts("tokens.single", { count: singles })}</summary>
            <Checks
              label={texts("tokens.singleLabel")}
              choices={all.map(({ permission, meaning, scope, isHeld }) => ({
                value: permission,
                label: meaning,
                hint: isHeld ? (isCovered(scope) ? texts("tokens.covered", { word: texts(`tokens.${scope}`) }) : permission) : texts("tokens.notYours"),
                isDisabled: !isHeld || isCovered(scope),
              }))}
              picked={shown}
              // what a broad word covers is shown as picked, and stays picked by that word alone
              onPick={(next) => setPicked(new Set([...next].filter((word) => picked.has(word) || !shown.has(word))))}
            />
          </details>
          <SelectField
            id="token-days"
            label={texts("tokens.expiry")}
            value={days}
            choices={lifetimes.map((each) => ({ value: String(each), label: texts("tokens.days", { days: each }) }))}
            onChange={setDays}
          />
          <Failure error={create.error ?? error} />
          <div>
            <button type="submit" className="btn do">
              {texts("tokens.create")}
            </button>
          </div>
        </form>
      ) : (
        <Once title={texts("tokens.made")} hint={texts("tokens.madeHint")} secret={create.data.token} />
      )}
    </Dialog>
  );
}
