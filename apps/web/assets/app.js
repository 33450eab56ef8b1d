import { initAll } from '/assets/govuk-frontend.min.js';
import { saveDrafts } from '/assets/saves-itself.js';
import { keepUnsent } from '/assets/unsent.js';

initAll();
keepUnsent();
saveDrafts();
