// The entry: small helps on pages that work without them.
import { guardCopies } from "./copies.js";
import { countCharacters } from "./count.js";
import { warnBeforeLeaving } from "./leave.js";
import { offerPrinting } from "./print.js";
import "./upload.js";
import { menus } from "./menu.js";
import { showOpenTabs } from "./tabs.js";

guardCopies();
countCharacters();
warnBeforeLeaving();
offerPrinting();
menus();
showOpenTabs();

// After a refused form the reader starts at the list of what is to be put right.
document.querySelector(".errors")?.focus();
