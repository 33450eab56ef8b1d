// What `npm run screens` looks at.

/** Pages by who looks at them; a function finds its address from the page that a link of the page before leads to. */
export const pages = {
  anybody: {
    home: '/',
    maps: '/maps',
    'map-digital': '/maps/digital',
    'map-digital-chosen': '/maps/digital?occupation=OCC0116',
    'map-digital-all-steps': '/maps/digital?occupation=OCC0116&steps=all',
    'map-digital-filtered': '/maps/digital?level=4&keyword=software',
    'map-engineering': '/maps/engineering-manufacturing',
    'map-digital-table': '/maps/digital?view=table',
    'all-routes': '/all-routes',
    'all-occupations': '/all-routes/occupations?steps=none',
    'where-start': '/where',
    where: '/where?from=61001115',
    'where-to': '/where?to=OCC0116',
    'where-choice': '/where?q=engineer',
    'my-map': '/my-map?o=OCC0116&o=OCC0128&o=OCC0129&o=OCC0119E&o=OCC0127&title=What+we+teach',
    occupation: '/occupations/OCC0116',
    'occupation-awaiting': '/occupations/OCC0246',
    'occupation-retired': first('/retired-occupations', 'main tbody a'),
    'occupation-earlier': '/occupations/OCC0116?edition=1',
    compare: '/compare?o=OCC0116&o=OCC0128',
    'compare-four': '/compare?o=OCC0116&o=OCC0128&o=OCC0129&o=OCC0118',
    'compare-start': '/compare',
    'compare-choice': '/compare?o=OCC0116&o=technician',
    search: '/search?q=software',
    'search-nothing': '/search?q=zzzz',
    'map-changes': '/map-changes',
    'map-changes-compared': '/map-changes/compare?from=1&to=2',
    scheduled: '/map-changes/scheduled',
    retired: '/retired-occupations',
    't-levels': '/t-levels',
    't-level': '/t-levels/61001115',
    'soc-codes': '/soc-codes',
    suggest: '/occupations/OCC0116/suggest',
    follow: '/follow/route/digital',
    'revisions-status': '/revisions-status',
    dispensations: '/dispensations',
    directions: '/directions',
    'who-decides': '/who-decides',
    cycles: '/approvals-cycles',
    'route-panels': '/route-panels',
    'route-panel': '/route-panels/digital',
    'invitations-to-propose': '/invitations-to-propose',
    interest: '/interest/occupation/OCC0246',
    'open-data': '/open-data',
    'api-docs': '/api/docs',
    decisions: '/decisions',
    decision: first('/decisions', 'main tbody a'),
    about: '/about',
    consultations: '/consultations',
    consultation: first('/consultations', 'main a[href^="/consultations/"]'),
    respond: first('/consultations', 'main a[href^="/consultations/"]', '/respond'),
    'sign-in': '/sign-in',
    'reset-password': '/reset-password',
    'not-found': '/no-such-page',
  },
  admin: {
    dashboard: '/dashboard',
    account: '/account',
    notifications: '/account/notifications',
    people: '/admin/people',
    person: first('/admin/people', 'main a[href^="/admin/people/"]'),
    revisions: '/admin/revisions',
    revision: first('/admin/revisions', 'main a[href^="/admin/revisions/0"]'),
    'revision-new': '/admin/revisions/new',
    'revision-proposal': first('/admin/revisions', 'main a[href^="/admin/revisions/proposals/"]'),
    audit: '/admin/audit',
    messages: '/admin/messages',
    'panel-rules': '/panels/digital/rules',
    forbidden: '/moderation',
  },
  officer: {
    dashboard: '/dashboard',
    trailblazers: '/trailblazers',
    trailblazer: first('/trailblazers', 'main a[href^="/trailblazers/"]'),
    proposals: '/proposals',
    proposal: first('/proposals', 'main a:has-text("OP0001")'),
    'decision-letter': fromProposal('letter'),
    'decision-conditions': fromProposal('conditions'),
    'proposal-submitted': first('/dashboard', 'main a[href^="/proposals/"]'),
    'proposal-return': first('/dashboard', 'main a[href^="/proposals/"]', '/return'),
    consult: first('/dashboard', 'main a[href^="/proposals/"]', '/consult'),
  },
  trailblazer: {
    dashboard: '/dashboard',
    proposals: '/proposals',
    'proposal-new': '/proposals/new',
    draft: draft(''),
    'draft-occupation': draft('/occupation'),
    'draft-profile': draft('/profile'),
    'draft-duties': draft('/duties'),
    'draft-ksbs': draft('/ksbs'),
    'draft-mapping': draft('/mapping'),
    'draft-requirement': draft('/requirements/broad'),
    'draft-check': draft('/check'),
  },
  'chair.digital': {
    dashboard: '/dashboard',
    panels: '/panels',
    panel: '/panels/digital',
    ballot: first('/panels/digital', 'main a[href^="/ballots/"]'),
    'ballot-open': first('/panels/digital', 'main a[href*="/open/"]'),
    'ballot-closed': first('/panels/digital', 'main h2:has-text("Closed ballots") ~ * a[href^="/ballots/"]'),
  },
  'member3.digital': {
    ballot: first('/panels/digital', 'main a[href^="/ballots/"]'),
    vote: first('/panels/digital', 'main a[href^="/ballots/"]', '/vote'),
  },
  committee1: { dashboard: '/dashboard', panel: '/panels/committee' },
  moderator: {
    dashboard: '/dashboard',
    moderation: '/moderation',
    response: first('/moderation', 'main a[href^="/moderation/"]'),
  },
};

/** The address that the first such link of a page leads to. */
function first(from, selector, ending = '') {
  return async (page) => {
    await page.goto(from);
    const href = await page
      .locator(selector)
      .first()
      .getAttribute('href', { timeout: 2000 })
      .catch(() => null);
    return href === null ? null : href + ending;
  };
}

/** A page of the first decision with conditions. */
function fromProposal(part) {
  return async (page) => {
    await page.goto('/proposals?state=conditions');
    await page.locator('main a[href^="/proposals/0"]').first().click();
    const letter = await page.locator('main a[href$="/letter"]').first().getAttribute('href');
    return letter.replace(/letter$/, part);
  };
}

/** A part of the first proposal in the list that is still a draft. */
function draft(part) {
  return async (page) => {
    await page.goto('/proposals');
    const links = await page
      .locator('main a[href^="/proposals/0"]')
      .evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    for (const href of links) {
      const answer = await page.goto(`${href}/occupation`);
      if (answer.status() === 200) return href + part;
    }
    return null;
  };
}

/** The fifteen maps by their slugs, as the list of maps has them. */
export async function maps(page) {
  await page.goto('/maps');
  const links = page.locator('.waymark-routes h3 a');
  const hrefs = await links.evaluateAll((all) => all.map((a) => a.getAttribute('href')));
  return Object.fromEntries(hrefs.map((href) => [`map-${href.split('/').at(-1)}`, href]));
}
