"use strict";
{
  // The page is whole without this script: it adds a filter and opens what paper cannot unfold.
  const filter = document.getElementById("filter");
  const turns = document.getElementById("turns");
  const said = document.getElementById("filter-said");

  if (filter) {
    filter.hidden = false;
    filter.addEventListener("change", (event) => {
      const only = event.target.value === "moments";
      turns.classList.toggle("only-moments", only);
      const shown = only ? turns.getElementsByClassName("in-moment").length : turns.children.length;
      said.textContent = `${shown} of ${turns.children.length} turns are shown.`;
    });
  }

  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = [...document.querySelectorAll("details:not([open])")];
    for (const part of unfolded) part.open = true;
  });
  addEventListener("afterprint", () => {
    for (const part of unfolded) part.open = false;
  });
}
