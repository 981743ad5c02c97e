import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { SelectField, Wrong } from "../admin/form-parts.tsx";
import { driversQuery } from "../drivers/driver-queries.ts";
import { useTexts } from "../texts/texts.tsx";
import { VehiclePick } from "../vehicles/vehicle-pick.tsx";
import type { DocumentOwner } from "./document-queries.ts";

export interface OwnerPickProps {
  readonly owner: DocumentOwner | undefined;
  readonly onOwner: (owner: DocumentOwner | undefined) => void;
  /** Somebody tried to go on without one. */
  readonly isMissed: boolean;
}

/** Whose a new document is: a vehicle's or a driver's. */
export function OwnerPick({ owner, onOwner, isMissed }: OwnerPickProps) {
  const texts = useTexts();
  const [of, setOf] = useState<"vehicles" | "drivers">("vehicles");
  const { data } = useInfiniteQuery(driversQuery(true));
  const drivers = data?.pages.flatMap(({ items }) => items) ?? [];
  const isLacking = isMissed && owner === undefined;
  return (
    <>
      <SelectField
        id="do-of"
        label={texts("documents.owner")}
        value={of}
        choices={[
          { value: "vehicles", label: texts("documents.ofOneVehicle") },
          { value: "drivers", label: texts("documents.ofOneDriver") },
        ]}
        onChange={(value) => {
          setOf(value === "drivers" ? "drivers" : "vehicles");
          onOwner(undefined);
        }}
      />
      {of === "vehicles" ? (
        <VehiclePick
          id="do-vehicle"
          label={texts("trips.vehicle")}
          picked={owner !== undefined && "vehicleId" in owner ? owner.vehicleId : undefined}
          onPick={(vehicleId) => onOwner(vehicleId === undefined ? undefined : { vehicleId })}
          onUnknown={() => onOwner(undefined)}
          wrong={isLacking ? texts("documents.vehicleMissing") : undefined}
        />
      ) : (
        <>
          <SelectField
            id="do-driver"
            label={texts("drivers.driver")}
            value={owner !== undefined && "driverId" in owner ? owner.driverId : ""}
            choices={[
              { value: "", label: texts("driven.pick") },
              ...drivers.map(({ driverId, name, number }) => ({ value: driverId, label: number === undefined ? name : `${name}, ${number}` })),
            ]}
            onChange={(driverId) => onOwner(driverId === "" ? undefined : { driverId })}
          />
          {isLacking && <Wrong>{texts("driven.pickMissing")}</Wrong>}
        </>
      )}
    </>
  );
}
