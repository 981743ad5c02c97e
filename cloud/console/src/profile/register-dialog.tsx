import { useNavigate } from "@tanstack/react-router";
import { Dialog } from "../admin/form-parts.tsx";
import { useTexts } from "../texts/texts.tsx";
import { ProfileForm } from "./profile-form.tsx";

/** A vehicle that has no unit yet. */
export function RegisterDialog({ onClose }: { readonly onClose: () => void }) {
  const texts = useTexts();
  const navigate = useNavigate();
  return (
    <Dialog title={texts("profile.register")} onClose={onClose}>
      <p className="quiet">{texts("profile.registerWhy")}</p>
      <ProfileForm onSaved={(vehicleId) => void navigate({ to: "/vehicles/$vehicleId/profile", params: { vehicleId } })} />
    </Dialog>
  );
}
