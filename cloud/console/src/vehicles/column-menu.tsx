import { ColumnsIcon } from "@phosphor-icons/react/dist/csr/Columns";
import { Checks } from "../admin/form-parts.tsx";
import { PopoverButton } from "../frame/popover-button.tsx";
import { useTexts } from "../texts/texts.tsx";
import type { ColumnsChoice } from "./use-columns.ts";
import { columnLabels, columnsWithRoom } from "./vehicle-columns.ts";

interface ColumnMenuProps {
  readonly columns: ColumnsChoice;
  readonly onChoose: (picked: ReadonlySet<string>) => void;
}

/** Which columns the list shows, of those that have room where it stands. */
export function ColumnMenu({ columns: { place, shown, choose }, onChoose }: ColumnMenuProps) {
  const texts = useTexts();
  return (
    <PopoverButton
      face={
        <>
          <ColumnsIcon className="i-s" aria-hidden="true" />
          {texts("vehicles.columns")}
        </>
      }
    >
      {(close) => (
        <>
          <Checks
            label={texts("vehicles.columnsShown")}
            hint={texts(place.isBesideMap ? "vehicles.columnsBesideMap" : "vehicles.columnsHint")}
            choices={columnsWithRoom(place).map((column) => ({ value: column, label: texts(columnLabels[column]) }))}
            picked={shown}
            onPick={onChoose}
          />
          <button
            type="button"
            className="item"
            onClick={() => {
              choose(undefined);
              close();
            }}
          >
            {texts("vehicles.columnsUsual")}
          </button>
        </>
      )}
    </PopoverButton>
  );
}
