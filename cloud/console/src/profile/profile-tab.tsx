import { useMay } from "../admin/identity-queries.ts";
import { AttributesRegion } from "../attributes/attributes-region.tsx";
import { OwnDocuments } from "../documents/own-documents.tsx";
import { VehicleDrivers } from "../drivers/vehicle-drivers.tsx";
import { MetersRegion } from "../meters/meters-region.tsx";
import { useTexts } from "../texts/texts.tsx";
import { useVehicle } from "../vehicle/vehicle-context.ts";
import { UnitRegion } from "../units/unit-region.tsx";
import { LifeRegion } from "./life-region.tsx";
import { ProfileForm } from "./profile-form.tsx";

/** What people say of a vehicle, and where it stands in its life. */
export function ProfileTab() {
  const texts = useTexts();
  const may = useMay();
  const { vehicle } = useVehicle();
  return (
    <>
      {may("fleet.change") && (
        <section className="reg" aria-labelledby="profile-h">
          <header>
            <h2 id="profile-h">{texts("profile.title")}</h2>
          </header>
          <ProfileForm vehicle={vehicle} />
        </section>
      )}
      <AttributesRegion vehicle={vehicle} />
      <LifeRegion vehicle={vehicle} />
      <MetersRegion vehicle={vehicle} />
      <UnitRegion vehicle={vehicle} />
      <VehicleDrivers vehicleId={vehicle.vehicleId} />
      <OwnDocuments owner={{ vehicleId: vehicle.vehicleId }} />
    </>
  );
}
