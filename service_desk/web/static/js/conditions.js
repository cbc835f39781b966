// The conditions under which something is asked, looked at as the server does (domain/request_forms/conditions.py).
// A number in millionths, exactly; null where the server reads none.
function millionths(text, isWhole) {
  const typed = text.normalize("NFKC").replace(/[, ]/g, "");
  const [, whole, part = ""] = (isWhole ? /^(-?\d{1,12})$/ : /^(-?\d{1,12})(?:\.(\d{1,6}))?$/).exec(typed) ?? [];
  return whole === undefined ? null : BigInt(whole + part.padEnd(6, "0"));
}

const COMPARED = {
  "<": (given, wanted) => given < wanted, "<=": (given, wanted) => given <= wanted, "=": (given, wanted) => given === wanted,
  ">": (given, wanted) => given > wanted, ">=": (given, wanted) => given >= wanted,
};

function holds([name, relation, ...wanted], asked) {
  const controls = asked(name); // what is not asked meets nothing
  if (!controls.length) return false;
  if (COMPARED[relation]) {
    const given = millionths(controls[0].value, controls[0].step === "1");
    return given !== null && COMPARED[relation](given, millionths(wanted[0], false));
  }
  const given = controls.filter((one) => !/radio|checkbox/.test(one.type) || one.checked).map((one) => one.value).filter(Boolean);
  if (relation === "ticked") return given.length > 0;
  if (relation === "unticked") return given.length === 0;
  return given.length > 0 && given.some((code) => wanted.includes(code)) === (relation === "in");
}

export function isMet([join, ...clauses], asked) {
  const met = (clause) => holds(clause, asked);
  return join === "any" ? clauses.some(met) : clauses.every(met);
}
