// Keys for an editor: j and k go from statement to statement, a letter presses the button that bears it.
"use strict";
const statements = () => [...document.querySelectorAll(".statement")];
const current = () => document.activeElement.closest(".statement");

function go(step) {
  const all = statements();
  const at = all.indexOf(current());
  const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  if (next) { next.focus(); next.scrollIntoView({ block: "center" }); }
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
  if (event.key === "j") return go(1);
  if (event.key === "k") return go(-1);
  const button = (current() ?? document).querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (button && (current() || event.key === "n")) { event.preventDefault(); button.click(); }
});
