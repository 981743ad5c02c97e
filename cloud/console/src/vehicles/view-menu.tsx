import { CaretDownIcon } from "@phosphor-icons/react/dist/csr/CaretDown";
import { useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { TextField } from "../admin/form-parts.tsx";
import { PopoverButton } from "../frame/popover-button.tsx";
import { useKept } from "../lists/kept.ts";
import { useTexts } from "../texts/texts.tsx";
import type { ListSearch } from "./list-search.ts";
import { filtersOf, isSameView, nameOf, parseViews, viewNameMost, viewsMost, wordsOfViews, type SavedView } from "./saved-views.ts";
import type { ColumnsChoice } from "./use-columns.ts";

interface ViewMenuProps {
  readonly search: ListSearch;
  readonly columns: ColumnsChoice;
}

/** Names filters, order and columns as they are now, and brings them back; the browser keeps the names for the one who is signed in. */
export function ViewMenu({ search, columns }: ViewMenuProps) {
  const texts = useTexts();
  const navigate = useNavigate({ from: "/vehicles" });
  const usualButton = useRef<HTMLButtonElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const [kept, keep] = useKept("views");
  const [typed, setTyped] = useState("");
  const [renamed, setRenamed] = useState<string | undefined>(undefined);
  const [wrong, setWrong] = useState<string | undefined>(undefined);
  const views = parseViews(kept);
  const now = { search: filtersOf(search), columns: columns.chosen };
  const usual: SavedView = { name: texts("views.usual"), search: {}, columns: undefined };
  const current = [usual, ...views].find((view) => isSameView(view, now));
  const ask = (name: string | undefined) => {
    setRenamed(name);
    setTyped(name ?? "");
    setWrong(undefined);
  };
  const rename = (name: string) => {
    ask(name);
    form.current?.querySelector("input")?.focus();
  };
  const save = () => {
    const name = nameOf(typed);
    const others = views.filter((view) => view.name !== renamed);
    if (name === "") return setWrong(texts("views.nameMissing"));
    if (name === usual.name || others.some((view) => view.name === name)) return setWrong(texts("views.nameTaken"));
    if (renamed === undefined && views.length >= viewsMost) return setWrong(texts("views.tooMany", { most: viewsMost }));
    keep(wordsOfViews(renamed === undefined ? [...views, { name, ...now }] : views.map((view) => (view.name === renamed ? { ...view, name } : view))));
    ask(undefined);
    return undefined;
  };
  const remove = (name: string) => {
    keep(wordsOfViews(views.filter((view) => view.name !== name)));
    ask(undefined);
    usualButton.current?.focus(); // what had the focus is gone
  };
  const open = (view: SavedView) => {
    columns.choose(view.columns);
    void navigate({ search: (previous) => ({ ...view.search, view: previous.view }) }); // a map stays where it is shown
  };
  return (
    <PopoverButton
      face={
        <>
          <span>{texts("views.now", { name: current?.name ?? texts("views.unnamed") })}</span>
          <CaretDownIcon className="i-s" aria-hidden="true" />
        </>
      }
    >
      {(close) => (
        <>
          <ul className="views" aria-label={texts("views.title")}>
            {[usual, ...views].map((view) => (
              <li key={view.name}>
                <button
                  ref={view.name === usual.name ? usualButton : undefined}
                  type="button"
                  className="view"
                  aria-current={view === current ? true : undefined}
                  onClick={() => {
                    open(view);
                    close();
                  }}
                >
                  {view.name}
                </button>
                {view.name !== usual.name && (
                  <>
                    <button type="button" className="tall" aria-label={texts("views.renameThis", { name: view.name })} onClick={() => rename(view.name)}>
                      {texts("views.rename")}
                    </button>
                    <button type="button" className="tall" aria-label={texts("views.deleteThis", { name: view.name })} onClick={() => remove(view.name)}>
                      {texts("views.delete")}
                    </button>
                  </>
                )}
              </li>
            ))}
          </ul>
          <form
            ref={form}
            className="view-name"
            onSubmit={(event) => {
              event.preventDefault();
              save();
            }}
          >
            <TextField
              id="view-name"
              label={renamed === undefined ? texts("views.name") : texts("views.newName", { name: renamed })}
              hint={texts("views.hint", { most: viewNameMost })}
              value={typed}
              onChange={(value) => setTyped(value.slice(0, viewNameMost))}
              wrong={wrong}
            />
            <div className="btns">
              <button type="submit" className="btn">
                {texts(renamed === undefined ? "views.save" : "views.rename")}
              </button>
              {renamed !== undefined && (
                <button type="button" className="btn" onClick={() => ask(undefined)}>
                  {texts("views.keepName")}
                </button>
              )}
            </div>
          </form>
        </>
      )}
    </PopoverButton>
  );
}
