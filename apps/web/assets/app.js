import { initAll } from '/assets/govuk-frontend.min.js';
import { printOnDemand } from '/assets/prints.js';
import { followContents, openNamedTabs } from '/assets/reading.js';
import { livenMap } from '/assets/living-map.js';
import { saveDrafts } from '/assets/saves-itself.js';
import { suggestWhileTyping } from '/assets/suggestions.js';
import { keepUnsent } from '/assets/unsent.js';

initAll();
keepUnsent();
printOnDemand();
saveDrafts();
followContents();
openNamedTabs();
livenMap();
suggestWhileTyping();
