import { initAll } from '/assets/govuk-frontend.min.js';
import { keepUnsent } from '/assets/unsent.js';

initAll();
keepUnsent();
