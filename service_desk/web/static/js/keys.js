// Whether single keys are shortcuts here; each person may turn them off, as a screen reader or dictation needs them.
const STORED = "desk-keys";

export const keysAreOn = () => localStorage.getItem(STORED) !== "off";

export function turnKeys(on) {
  localStorage.setItem(STORED, on ? "on" : "off");
}
